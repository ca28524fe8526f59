import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import { type LocalSequence, localSequence } from '../../../shared/log/ids.ts';
import { openBare, putStrict } from '../bare-indexeddb.ts';
import { median } from '../median.ts';
import { type Row, timed } from '../row.ts';
import { sampleCommit } from '../sample-events.ts';

const APPENDS = 40;

export const row: Row = {
  title: 'a command made durable: EventLog.append, strict',
  over: 'a bare strict put of the same bytes',
  unit: 'ms (median of 40 in a round)',
  target: { atMost: 1.3 },
  rounds: 21,
  where: 'worker',
  async prepare() {
    const log = await openDexieEventLog('ours');
    const bare = await openBare('bare', ['journal']);
    let journal: LocalSequence = localSequence(0);
    let puts = 0;
    return {
      async ours() {
        const times: number[] = [];
        for (let index = 0; index < APPENDS; index += 1) {
          const entry = sampleCommit(journal + 1);
          times.push(
            await timed(async () => {
              if ((await log.append(journal, [entry])) !== 'appended') throw new Error('moved');
            }),
          );
          journal = localSequence(journal + 1);
        }
        return median(times);
      },
      async bare() {
        const times: number[] = [];
        for (let index = 0; index < APPENDS; index += 1) {
          puts += 1;
          const text = JSON.stringify({ sequence: puts, ...sampleCommit(puts) });
          times.push(await timed(() => putStrict(bare, 'journal', text, puts)));
        }
        return median(times);
      },
      async finish() {
        log.close();
        bare.close();
      },
    };
  },
};
