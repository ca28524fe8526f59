import type { Draft } from '../../client/worker/api.ts';
import { GUEST } from '../support/commands.ts';
import { reserve, schedule } from '../support/drafts.ts';
import { sessionId } from '../support/ids.ts';
import type { Random } from '../support/random.ts';

const SEATS = 20;
const BOOKINGS_PER_SESSION = 30;

/** Commands for one tab: sessions of its own that fill up, and a waitlist behind them. Never the same twice. */
export type DayOfDrafts = (count: number) => Draft[];

export function createDayOfDrafts(chance: Random): DayOfDrafts {
  let sessions = 0;
  return (count) => {
    const drafts: Draft[] = [];
    while (drafts.length < count) {
      const session = sessionId(`in the browser ${++sessions}`);
      drafts.push(schedule(SEATS, { id: session }));
      for (let booked = 0; booked < BOOKINGS_PER_SESSION; booked++)
        drafts.push(reserve(`${session} ${booked}`, chance.whole(1, 3), { in: session, guest: GUEST }));
    }
    return drafts.slice(0, count);
  };
}
