import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import { eventLogContract } from '../../support/event-log-contract.ts';
import { createDisk } from './disk.ts';
import { installKeyRange } from './key-range.ts';
import { takeTurns } from './turns.ts';

installKeyRange();

eventLogContract('The device log over the simulated storage', () => {
  const disk = createDisk({ schedule: takeTurns() });
  let tabs = 0;
  return {
    openTab() {
      tabs += 1;
      const tab = { name: `tab ${tabs}` };
      const uuid = () => `database ${tabs}`;
      return openDexieEventLog('log', {
        indexedDB: disk.factory(tab),
        timer: { schedule: () => () => {} },
        uuid,
      });
    },
    remove: async () => disk.evict(),
  };
});
