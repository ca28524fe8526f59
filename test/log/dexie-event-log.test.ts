import 'fake-indexeddb/auto';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import { eventLogContract } from '../support/event-log-contract.ts';

// Fast, for every run. What is promised about storage is shown in test/browser/device-log.test.ts.
let storages = 0;

eventLogContract('The device log over IndexedDB in memory', () => {
  storages += 1;
  const name = `log ${storages}`;
  return { openTab: () => openDexieEventLog(name), remove: async () => void indexedDB.deleteDatabase(name) };
});
