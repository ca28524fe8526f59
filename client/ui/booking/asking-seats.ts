import type { CommandData } from '../../../shared/booking/commands.ts';
import type { Drawn } from '../../../shared/booking/events.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import { allotmentFor, type Drawable } from '../../view/drawing.ts';
import type { Draft } from '../../worker/api.ts';

/** The ways of asking for seats: as the session's policy has it, what is left of them, or a place on the waitlist. */
export type Asking = 'ReserveSeats' | 'TakeRest' | 'JoinWaitlist';

type Asked = Pick<CommandData['ReserveSeats'], 'reservationId' | 'seats' | 'holdMinutes'> & {
  readonly sessionId: SessionId;
};
type From = { readonly own: readonly Drawable[] };
type Reserve = Extract<Draft, { type: 'ReserveSeats' }>;

/** What covers the whole party is taken from the seats that this device has along; else it asks as anybody does. */
export function reserving({ own }: From, asked: Asked, drawn?: Drawn | null): Reserve {
  const allotment = allotmentFor(own, asked.seats, new Date().toISOString(), drawn);
  return { type: 'ReserveSeats', ...asked, ...(allotment && { fromAllotment: allotment.id }) };
}

export function draftOf(
  asking: Asking,
  from: From,
  asked: Asked,
  drawn?: Drawn | null,
): Reserve | Extract<Draft, { type: 'JoinWaitlist' }> {
  switch (asking) {
    case 'ReserveSeats':
      return reserving(from, asked, drawn);
    case 'TakeRest':
      return { type: 'ReserveSeats', ...asked, shortfall: 'partial' };
    case 'JoinWaitlist': {
      const { sessionId, reservationId, seats } = asked;
      return { type: 'JoinWaitlist', sessionId, reservationId, seats };
    }
  }
}

export function askedBy(
  event: Event,
  short: 'some' | 'refused' | undefined,
  save: (asking: Asking) => Promise<void>,
): void {
  event.preventDefault();
  void save(short === 'refused' ? 'JoinWaitlist' : 'ReserveSeats');
}
