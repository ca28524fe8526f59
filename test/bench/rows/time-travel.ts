import { type Chronicle, chronicleOf } from '../../../client/view/chronicle.ts';
import { momentView } from '../../../client/view/moment.ts';
import { createBook } from '../../../shared/booking/book.ts';
import { type SessionId, sessionOf } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { random } from '../../support/random.ts';
import { median } from '../median.ts';
import { type Row, timed } from '../row.ts';
import { fullSessions } from '../sample-log.ts';

const BOOKINGS = 16_667;
const EVENTS = 50_000;
const MOMENTS = 20;

export const row: Row = {
  title: 'any moment of a session with 50,000 entries, before and after, once it was opened',
  over: 'a full fold of them',
  unit: 'ms (median of 20 in a round)',
  target: { atMost: 0.2 },
  rounds: 9,
  where: 'worker',
  async prepare() {
    const events = fullSessions(1, BOOKINGS).slice(0, EVENTS);
    const [first] = events;
    if (!first) throw new Error('the log is empty');
    const sessionId = sessionOf(first.streamId);
    const chronicle = chronicleOf(
      { who: {} as never, people: {}, recorded: events, overlay: [], quarantine: [] },
      { sessionId },
    );
    const chance = random(1);
    return {
      async ours() {
        const times: number[] = [];
        for (let index = 0; index < MOMENTS; index += 1) {
          const nth = chance.whole(1, EVENTS);
          times.push(await timed(async () => look(chronicle, sessionId, nth)));
        }
        return median(times);
      },
      bare: () => timed(async () => fold(events)),
    };
  },
};

function look(chronicle: Chronicle, sessionId: SessionId, nth: number): void {
  const { head } = momentView(chronicle, {
    view: 'moment',
    of: { sessionId },
    at: { nth },
    against: 'before',
  });
  if (head?.nth !== nth) throw new Error(`stands at ${head?.nth}`);
}

function fold(events: readonly RecordedEvent[]): void {
  const book = createBook();
  for (const event of events) book.fold(event);
}
