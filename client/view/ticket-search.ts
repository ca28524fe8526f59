import type { SessionId } from '../../shared/log/ids.ts';
import type { Source } from './source.ts';
import type { Ticket } from './ticket.ts';
import type { View } from './view.ts';

/** Whose ticket it is, by the end of the booking's id, as at the door of `here`. */
export type TicketQuery = { readonly view: 'ticket'; readonly idEnds: string; readonly here: SessionId };
export type TicketView = View<Ticket | null>;

/**
 * A booking that moved has its id in both sessions, and the guest perhaps the ticket of the first: where it stands
 * counts before where it has ended, and this session before others.
 */
export function ticketView(source: Source, { idEnds, here }: TicketQuery): TicketView {
  let ended: Ticket | null = null;
  const atTheDoor = source.session(here);
  for (const { id: sessionId, reservations } of [...(atTheDoor ? [atTheDoor] : []), ...source.sessions()]) {
    for (const { id: reservationId, status } of reservations.values()) {
      if (!reservationId.endsWith(idEnds)) continue;
      if (status === 'active') return { head: { sessionId, reservationId }, rows: [] };
      ended ??= { sessionId, reservationId };
    }
  }
  return { head: ended, rows: [] };
}
