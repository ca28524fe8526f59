import { openBare, putStrict } from '../bare-indexeddb.ts';
import { openSampleDevice, sessionsIn } from '../device.ts';
import { median } from '../median.ts';
import { type Row, timed } from '../row.ts';
import { fullSessions } from '../sample-log.ts';

const COMMANDS = 40;
const ROUNDS = 15;

export const row: Row = {
  title: 'a booking on a session with 100 others, from the call to ‘saved’, strict',
  over: 'a bare strict put of the same bytes',
  unit: 'ms (median of 40 in a round)',
  target: { atMost: 1.3 },
  rounds: ROUNDS,
  where: 'worker',
  async prepare() {
    // A round has a session of its own: what is booked in one does not make the next one larger.
    const events = fullSessions(ROUNDS + 2, 100);
    const sessions = sessionsIn(events);
    const device = await openSampleDevice('ours', events);
    const session = (round: number) => sessions[round + 2] ?? fail();
    for (let index = 0; index < COMMANDS; index += 1) await device.book(session(-2));
    const texts = (await device.journal()).slice(-COMMANDS);
    const bare = await openBare('bare', ['journal']);
    let puts = 0;
    return {
      async ours(round) {
        const times: number[] = [];
        for (let index = 0; index < COMMANDS; index += 1) times.push(await device.book(session(round)));
        return median(times);
      },
      async bare() {
        const times: number[] = [];
        for (const text of texts) {
          puts += 1;
          times.push(await timed(() => putStrict(bare, 'journal', text, puts)));
        }
        return median(times);
      },
      async finish() {
        device.close();
        bare.close();
      },
    };
  },
};

function fail(): never {
  throw new Error('there are too few sessions');
}
