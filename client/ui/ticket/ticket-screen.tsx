import { ArrowLeft, Printer, Share2 } from 'lucide';
import type { JSX } from 'preact';
import type { ReservationId, SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { useView } from '../app/live-view.ts';
import { alarm, say } from '../app/notices.ts';
import { pathTo } from '../app/routes.ts';
import { QrCode } from '../desk/qr-code.tsx';
import { Icon } from '../parts/icon.tsx';
import { Empty, Sign } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import { canShare, handOn } from './hand-on.ts';
import { type TicketText, ticketOf } from './ticket-text.ts';

type Props = { readonly sessionId: SessionId; readonly reservation: ReservationId };

/** A booking's ticket, in the guest's language: to show, to print, or to hand on as a picture. */
export function TicketScreen({ sessionId, reservation }: Props): JSX.Element | null {
  const view = useView({ view: 'session', sessionId, list: 'bookings', only: reservation }).value;
  if (!view) return null;
  const [row] = view.rows;
  const words = ticketWords();
  return (
    <div class="ticket-screen">
      <a class="quiet-button back" href={view.head ? pathTo.session(sessionId) : pathTo.today}>
        <Icon of={ArrowLeft} />
        <span>{view.head ? words.back : t().shell.today}</span>
      </a>
      {view.head && row ? (
        <OfBooking head={view.head} row={row} />
      ) : (
        <Empty what={words.gone} todo={words.goneTodo} alone />
      )}
    </div>
  );
}

type Booking = { readonly head: SessionHead; readonly row: ReservationRow };

function OfBooking({ head, row }: Booking): JSX.Element {
  const words = ticketWords();
  const name = row.name ?? laterWords().noName;
  if (row.ended || row.granted === 0)
    return (
      <>
        <h1>{words.title(name)}</h1>
        <Empty what={words.none} todo={words.noneTodo(laterWords().outcomes[row.outcome])} />
      </>
    );
  const ticket = ticketOf(head, row);
  return (
    <>
      <h1 class="unseen">{words.title(name)}</h1>
      {row.provisional && <Sign state={'provisional'}>{laterWords().promise.provisional}</Sign>}
      <Paper ticket={ticket} />
      <div class="actions">
        <button type="button" class="button main" onClick={() => void give(ticket)}>
          <Icon of={Share2} />
          <span>{canShare() ? words.share : words.save}</span>
        </button>
        <button type="button" class="button" onClick={() => print()}>
          <Icon of={Printer} />
          <span>{words.print}</span>
        </button>
      </div>
    </>
  );
}

function Paper({ ticket }: { readonly ticket: TicketText }): JSX.Element {
  return (
    <article class="ticket" lang={ticket.language}>
      <p class="ticket-kind">{ticket.title}</p>
      <p class="ticket-session">{ticket.session}</p>
      <p>{ticket.when}</p>
      <p>{ticket.venue}</p>
      <p class="ticket-guest">
        {ticket.guest && <b>{ticket.guest}</b>}
        <span>{ticket.party}</span>
      </p>
      <QrCode text={ticket.address} label={ticketWords().picture(ticket.code)} />
      <p class="ticket-code">{ticket.codeLine}</p>
      <p class="quiet">{ticket.show}</p>
    </article>
  );
}

async function give(ticket: TicketText): Promise<void> {
  const done = await handOn(ticket);
  if (done === 'saved') say(ticketWords().saved);
  if (done === 'failed') alarm(ticketWords().notShared);
}
