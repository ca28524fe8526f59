import { idEnding, spelled, typedCode } from '../../../shared/booking/booking-code.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import { ticketIn, type Verdict, verdictOf } from '../../view/ticket.ts';
import type { DaybookApi } from '../../worker/api.ts';
import { viewOnce } from '../app/view-once.ts';

/** What came of a ticket that was shown, or of a code that was typed. */
export type Shown =
  | Verdict
  | { readonly kind: 'no-ticket' | 'incomplete' }
  | { readonly kind: 'no-code'; readonly code: string };

const CODE_LENGTH = 8;

/** Of what the camera read. */
export async function shownCode(api: DaybookApi, here: SessionId, text: string): Promise<Shown> {
  const ticket = ticketIn(text);
  if (!ticket) return { kind: 'no-ticket' };
  return (await verdict(api, here, ticket.reservationId)) ?? { kind: 'unknown' };
}

/** Of what was typed: a code; the address of a ticket will do as well. */
export async function typed(api: DaybookApi, here: SessionId, text: string): Promise<Shown> {
  if (ticketIn(text)) return shownCode(api, here, text);
  const code = typedCode(text);
  if (code?.length !== CODE_LENGTH) return { kind: 'incomplete' };
  return (await verdict(api, here, idEnding(code))) ?? { kind: 'no-code', code: spelled(code) };
}

async function verdict(api: DaybookApi, here: SessionId, idEnds: string): Promise<Verdict | undefined> {
  const { head: ticket } = await viewOnce(api, { view: 'ticket', idEnds, here });
  if (!ticket) return undefined;
  const { sessionId, reservationId: only } = ticket;
  return verdictOf(ticket, here, await viewOnce(api, { view: 'session', sessionId, list: 'bookings', only }));
}
