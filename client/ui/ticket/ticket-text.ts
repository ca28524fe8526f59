import { bookingCode, spelled } from '../../../shared/booking/booking-code.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { pathTo } from '../app/routes.ts';
import { languageFor } from '../booking/guest-language.ts';
import { momentThere } from '../texts/format.ts';
import { guestWords } from '../texts/guest-words.ts';

/** All words of a ticket, in the guest's language. */
export type TicketText = {
  readonly language: string;
  readonly title: string;
  readonly session: string;
  readonly when: string;
  readonly venue: string;
  readonly guest: string | null;
  readonly party: string;
  readonly code: string;
  readonly codeLine: string;
  readonly show: string;
  /** What the code leads to: ids alone. */
  readonly address: string;
  /** For who reads the message and not the picture. */
  readonly text: string;
};

export function ticketOf(head: SessionHead, row: ReservationRow): TicketText {
  const guest =
    guestWords[languageFor({ name: row.name ?? '', ...(row.language && { language: row.language }) })];
  const code = spelled(bookingCode(row.key));
  const when = momentThere(head.startsAt, head.timeZone, guest.language);
  const party = guest.party(row.party);
  return {
    language: guest.language,
    title: guest.ticket.title,
    session: head.title,
    when,
    venue: head.venue,
    guest: row.name,
    party,
    code,
    codeLine: guest.ticket.code(code),
    show: guest.ticket.show,
    address: location.origin + pathTo.ticket(head.id, row.key),
    text: guest.ticket.text(head.title, `${when}, ${head.venue}`, party, code),
  };
}
