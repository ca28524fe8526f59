import type { Commit } from '../../shared/log/commit.ts';
import type { ActorId, DeviceId, SessionId } from '../../shared/log/ids.ts';
import { cancel, GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import type { Random } from '../support/random.ts';

const SEATS = 20;
const BOOKINGS_PER_SESSION = 40;
const MOST_TOGETHER = 12;

/**
 * One device's endless day: sessions that fill up, a waitlist behind them, cancellations that promote from it. So
 * commits are of one to many events, some of them derived.
 */
export type Bookings = { next(): Commit[] };

export function createBookings(
  who: { readonly actorId: ActorId; readonly deviceId: DeviceId },
  chance: Random,
): Bookings {
  const clerk = createClerk(who, chance.whole(1, 1e9));
  let [sessions, booked] = [0, BOOKINGS_PER_SESSION];
  let seated: string[] = [];
  const session = (): string => `${who.deviceId} ${sessions}`;

  function commit(): Commit {
    if (booked === BOOKINGS_PER_SESSION) {
      [sessions, booked, seated] = [sessions + 1, 0, []];
      return clerk.commit(schedule({ A: SEATS }), session());
    }
    if (seated.length > 3 && chance.chance(0.25)) {
      const [one = ''] = seated.splice(chance.whole(0, seated.length - 1), 1);
      return clerk.commit(cancel(one), session());
    }
    const one = `${session()} ${++booked}`;
    const made = clerk.commit(reserve(one, { A: chance.whole(1, 4) }, { guest: GUEST }), session());
    if (holdsSeats(clerk, session(), one)) seated.push(one);
    return made;
  }

  return { next: () => Array.from({ length: chance.whole(1, MOST_TOGETHER) }, commit) };
}

function holdsSeats({ book }: Clerk, session: string, who: string): boolean {
  return !book.session(sessionId(session) as SessionId)?.reservations.get(reservationId(who))?.waiting;
}
