import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import { localSequence } from '../../../shared/log/ids.ts';
import { deleteDatabase } from '../bare-indexeddb.ts';
import { bulkAddRows } from '../dexie-rows.ts';
import { type Row, timed } from '../row.ts';
import { EPOCH, sampleEvents, samplePulled, sampleSegments } from '../sample-events.ts';

const EVENTS = 10_000;

export const row: Row = {
  title: '10,000 events in the server’s segments into the device’s log, one strict transaction',
  over: 'Dexie bulkAdd of rows',
  unit: 'ms',
  target: { atMost: 0.15 },
  rounds: 9,
  where: 'worker',
  async prepare() {
    const events = sampleEvents(EVENTS);
    const segments = sampleSegments(events);
    return {
      async ours(round) {
        const log = await openDexieEventLog(`ours ${round}`);
        const fence = await log.takeLead();
        const time = await timed(() =>
          log.appendSync(localSequence(0), [samplePulled(0, EVENTS)], {
            fence,
            log: { kind: 'segments', epoch: EPOCH, segments },
          }),
        );
        if ((await log.head()).cursor !== EVENTS) throw new Error('not all events were stored');
        log.close();
        await deleteDatabase(`ours ${round}`);
        return time;
      },
      bare: (round) => bulkAddRows(`bare ${round}`, events),
    };
  },
};
