import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import type { ReservationRow } from './reservation-row.ts';
import type { SessionView } from './session.ts';

/** What a ticket's code says: two ids, and nothing about the guest. */
export type Ticket = { readonly sessionId: SessionId; readonly reservationId: ReservationId };

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TICKET = new RegExp(`/session/(${ID})/ticket/(${ID})$`);

/** The code is the address of the ticket's page, on whatever server that is. */
export function ticketIn(text: string): Ticket | undefined {
  const [, sessionId, reservationId] = TICKET.exec(text.trim().toLowerCase()) ?? [];
  return sessionId && reservationId
    ? { sessionId: sessionId as SessionId, reservationId: reservationId as ReservationId }
    : undefined;
}

/** What is to be said of a ticket at a session's door. Only who is welcome is checked in. */
export type Verdict =
  | { readonly kind: 'welcome' | 'here' | 'ended' | 'no-seats'; readonly row: ReservationRow }
  | {
      readonly kind: 'other-session';
      readonly session: { readonly id: SessionId; readonly title: string; readonly startsAt: string };
    }
  | { readonly kind: 'unknown' };

/** `view`: of the ticket's session, with its booking alone. */
export function verdictOf(ticket: Ticket, here: SessionId, { head, rows }: SessionView): Verdict {
  const row = rows.find(({ key }) => key === ticket.reservationId);
  if (!head || !row) return { kind: 'unknown' };
  if (head.id !== here) {
    const { id, title, startsAt } = head;
    return { kind: 'other-session', session: { id, title, startsAt } };
  }
  if (row.ended) return { kind: 'ended', row };
  if (row.granted === 0) return { kind: 'no-seats', row };
  return { kind: row.arrival?.kind === 'checked-in' ? 'here' : 'welcome', row };
}
