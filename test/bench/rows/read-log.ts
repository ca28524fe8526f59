import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import { localSequence, position } from '../../../shared/log/ids.ts';
import { getSome, openBare } from '../bare-indexeddb.ts';
import { type Row, timed } from '../row.ts';
import { EPOCH, sampleEvents, samplePulled, sampleSegments } from '../sample-events.ts';

const EVENTS = 100_000;
const SEGMENTS_PER_READ = 16;
const SEGMENTS_PER_TRANSACTION = 50;

export const row: Row = {
  title: '100,000 packed events read in order through EventLog.events',
  over: 'bare read and JSON.parse of the same segments',
  unit: 'ms',
  target: { atMost: 1.2 },
  rounds: 9,
  where: 'worker',
  async prepare() {
    const log = await openDexieEventLog('ours');
    await fill(log);
    const bare = await openBare('ours', []);
    return {
      ours: () => timed(() => readOurs(log)),
      bare: () => timed(() => readBare(bare)),
      async finish() {
        log.close();
        bare.close();
      },
    };
  },
};

type Log = Awaited<ReturnType<typeof openDexieEventLog>>;

async function fill(log: Log): Promise<void> {
  const fence = await log.takeLead();
  const all = sampleSegments(sampleEvents(EVENTS));
  for (let from = 0, sequence = 0; from < all.length; from += SEGMENTS_PER_TRANSACTION, sequence += 1) {
    const segments = all.slice(from, from + SEGMENTS_PER_TRANSACTION);
    const entry = samplePulled(from, from);
    await log.appendSync(localSequence(sequence), [entry], {
      fence,
      log: { kind: 'segments', epoch: EPOCH, segments },
    });
  }
}

async function readOurs(log: Log): Promise<void> {
  let count = 0;
  for await (const batch of log.events({ after: position(0) })) count += batch.length;
  if (count !== EVENTS) throw new Error(`read ${count}`);
}

/** Reads ahead by one batch as well: the best that the engine gives. */
async function readBare(database: IDBDatabase): Promise<void> {
  const decoder = new TextDecoder();
  let count = 0;
  // The empty array comes before every other array.
  let ahead = getSome<{ body: Uint8Array }>(database, 'segments', [], SEGMENTS_PER_READ);
  for (;;) {
    const { keys, values } = await ahead;
    const last = keys.at(-1);
    if (last === undefined) break;
    ahead = getSome(database, 'segments', last, SEGMENTS_PER_READ);
    for (const { body } of values) count += JSON.parse(decoder.decode(body)).length;
  }
  if (count !== EVENTS) throw new Error(`read ${count}`);
}
