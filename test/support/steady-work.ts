import type { Draft } from '../../client/worker/api.ts';
import { newId } from '../../server/running/clock.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { GUEST } from './commands.ts';
import type { Random } from './random.ts';

export type SteadyWorkOptions = {
  readonly chance: Random;
  /** Those that are booked; more may be added. */
  readonly sessions: readonly SessionId[];
  /** How many of its bookings a device goes on with: with few of them the book grows slowly. */
  readonly bookings: number;
  /** The share of bookings that say who the guest is: an event more. */
  readonly guests?: number;
};

/** What somebody at a gate does all day: booking, changing a party, cancelling, checking in. */
export type SteadyWork = { next(): Draft };

type Own = { readonly sessionId: SessionId; readonly reservationId: ReservationId };

export function createSteadyWork({
  chance,
  sessions,
  bookings,
  guests = 0.3,
}: SteadyWorkOptions): SteadyWork {
  const own: Own[] = [];

  function book(): Draft {
    const booking: Own = {
      sessionId: chance.pick(sessions),
      reservationId: newIdBy(chance) as ReservationId,
    };
    own.push(booking);
    const guest = chance.chance(guests) && { guest: GUEST };
    return { type: 'ReserveSeats', ...booking, seats: { A: chance.whole(1, 4) }, ...guest };
  }

  return {
    next() {
      if (own.length < bookings && chance.chance(0.5)) return book();
      const [booking] = own;
      if (!booking) return book();
      // In turn, and not the newest: what is done twice at once is mostly nothing to do.
      own.push(...own.splice(0, 1));
      const what = chance.next();
      if (what < 0.05) {
        own.pop();
        return { type: 'CancelReservation', ...booking, reason: 'ill' };
      }
      if (what < 0.35) return { type: 'CheckInGuest', ...booking, guests: 1 };
      if (what < 0.55) return { type: 'RevertCheckIn', ...booking };
      return { type: 'ReserveSeats', ...booking, seats: { A: chance.whole(1, 4) } };
    },
  };
}

export function newIdBy(chance: Random): string {
  return newId(Date.now, (bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255)));
}
