import { enTicket, type TicketTexts } from './en/en-ticket.ts';
import { translation } from './texts.ts';

/** The words of tickets and of checking in by them, in the language in use. */
export function ticketWords(): TicketTexts {
  return translation.value?.ticket ?? enTicket;
}
