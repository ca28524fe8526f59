import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import { localSequence } from '../../../shared/log/ids.ts';
import { deleteDatabase } from '../bare-indexeddb.ts';
import { bulkAddRows } from '../dexie-rows.ts';
import { type Row, timed } from '../row.ts';
import { EPOCH, sampleEvents, samplePulled } from '../sample-events.ts';

const EVENTS = 10_000;
const EVENTS_PER_PAGE = 1_000;

export const row: Row = {
  title: '10,000 events pulled in pages into the device’s log, a strict transaction each',
  over: 'Dexie bulkAdd of rows',
  unit: 'ms',
  target: { atMost: 0.15 },
  rounds: 9,
  where: 'worker',
  async prepare() {
    const events = sampleEvents(EVENTS);
    return {
      async ours(round) {
        const log = await openDexieEventLog(`ours ${round}`);
        const fence = await log.takeLead();
        const time = await timed(async () => {
          for (let from = 0; from < EVENTS; from += EVENTS_PER_PAGE) {
            const entry = samplePulled(from, from + EVENTS_PER_PAGE);
            const page = events.slice(from, from + EVENTS_PER_PAGE);
            await log.appendSync(localSequence(from / EVENTS_PER_PAGE), [entry], {
              fence,
              log: { kind: 'page', epoch: EPOCH, events: page },
            });
          }
        });
        if ((await log.head()).cursor !== EVENTS) throw new Error('not all events were stored');
        log.close();
        await deleteDatabase(`ours ${round}`);
        return time;
      },
      bare: (round) => bulkAddRows(`bare ${round}`, events),
    };
  },
};
