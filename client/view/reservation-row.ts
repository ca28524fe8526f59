import type { Drawn } from '../../shared/booking/events.ts';
import { type Outcome, outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty, total } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { type PartyLine, partyOf } from './figures.ts';
import { guaranteedUntil } from './guarantee.ts';
import { isProvisional, type Marks, marksOf } from './marks.ts';
import type { Numbered } from './session-lists.ts';
import type { Source } from './source.ts';
import { endOf } from './term.ts';

/** A booking in one of a session's lists. */
export type ReservationRow = {
  readonly key: ReservationId;
  readonly name: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly note: string | null;
  /** In which the guest is spoken to. */
  readonly language: string | null;
  readonly outcome: Outcome;
  readonly ended: boolean;
  /** Where the booking is instead. */
  readonly movedTo: { readonly id: SessionId; readonly title: string } | null;
  readonly confirmed: boolean;
  readonly granted: number;
  readonly wanted: number;
  readonly party: readonly PartyLine[];
  readonly wantedParty: readonly PartyLine[];
  /** 1 is the next to be promoted. */
  readonly place: number | null;
  /** Who has a higher one waits before others; 0 where nobody gave one. */
  readonly priority: number;
  readonly arrival: Reservation['arrival'];
  readonly provisional: boolean;
  /** Not decided, and stands all the same if it is sent by then. */
  readonly guaranteedUntil: Instant | null;
  readonly drawn: Drawn | null;
  /** Ended by the server unless it is confirmed; `until` is null while the server has not recorded it. */
  readonly hold: { readonly minutes: number; readonly until: Instant | null } | null;
  /** Kept for the guest until there is an answer. */
  readonly offer: { readonly party: readonly PartyLine[]; readonly until: Instant | null } | null;
  readonly marks: Marks;
  /** The guest has to be told something: it is in the inbox. */
  readonly followUp: boolean;
  /** Booked on this device. */
  readonly own: boolean;
};

export function rowOf(
  source: Source,
  session: Session,
  { reservation, place }: Numbered,
  told: ReadonlySet<ReservationId>,
): ReservationRow {
  const own = source.overlay.length > 0 ? source.overlayOn(reservation.id) : [];
  const { id, guest, granted, wanted, confirmed, arrival, status, drawn, hold, offer } = reservation;
  const until = guaranteedUntil(session, reservation);
  const pending = isProvisional(reservation, own);
  const stands = until !== undefined && source.now < until;
  const seats = status === 'active' && !isEmpty(granted) ? granted : wanted;
  return {
    key: id,
    name: guest?.name ?? null,
    phone: guest?.phone ?? null,
    mail: guest?.mail ?? null,
    note: guest?.note ?? null,
    language: guest?.language ?? null,
    outcome: outcomeOf(reservation),
    ended: status !== 'active',
    movedTo: movedTo(source, reservation),
    confirmed,
    granted: total(granted),
    wanted: total(wanted),
    party: partyOf(session, seats),
    wantedParty: partyOf(session, wanted),
    place,
    priority: reservation.waiting?.priority ?? 0,
    arrival,
    provisional: pending && !stands,
    guaranteedUntil: pending && stands ? until : null,
    drawn,
    hold: hold && !confirmed ? { minutes: hold.minutes, until: endOf(hold) } : null,
    offer: offer && { party: partyOf(session, offer.seats), until: endOf(offer) },
    marks: marksOf(reservation, own),
    followUp: told.has(id),
    own: reservation.booked.deviceId === source.who.deviceId,
  };
}

/** Null too where this device does not have that session. */
function movedTo(source: Source, { movedTo: id }: Reservation): ReservationRow['movedTo'] {
  const session = id && source.session(id);
  return session ? { id, title: session.title } : null;
}
