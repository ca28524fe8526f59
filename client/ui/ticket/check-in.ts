import { spelled, typedCode } from '../../../shared/booking/booking-code.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import { type Ticket, ticketIn, type Verdict, verdictOf } from '../../view/ticket.ts';
import type { DaybookApi } from '../../worker/api.ts';
import { look } from '../app/live-view.ts';

/** What came of a ticket that was shown, or of a code that was typed. */
export type Shown =
  | Verdict
  | { readonly kind: 'no-ticket' | 'incomplete' }
  | { readonly kind: 'no-code'; readonly code: string };

const CODE_LENGTH = 8;

/** Of what the camera read. */
export async function shownCode(api: DaybookApi, here: SessionId, text: string): Promise<Shown> {
  const ticket = ticketIn(text);
  return ticket ? verdict(api, here, ticket) : { kind: 'no-ticket' };
}

/** Of what was typed: a code, of this session; the address of a ticket will do as well. */
export async function typed(api: DaybookApi, here: SessionId, text: string): Promise<Shown> {
  if (ticketIn(text)) return shownCode(api, here, text);
  const code = typedCode(text);
  if (code?.length !== CODE_LENGTH) return { kind: 'incomplete' };
  for (const list of ['bookings', 'waitlist'] as const) {
    const { rows } = await look(api, { view: 'session', sessionId: here, list, text: code, count: 2 });
    const [row, another] = rows;
    if (row && !another) return verdict(api, here, { sessionId: here, reservationId: row.key });
  }
  return { kind: 'no-code', code: spelled(code) };
}

async function verdict(api: DaybookApi, here: SessionId, ticket: Ticket): Promise<Verdict> {
  const { sessionId, reservationId: only } = ticket;
  return verdictOf(ticket, here, await look(api, { view: 'session', sessionId, list: 'bookings', only }));
}
