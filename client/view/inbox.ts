import type { Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty } from '../../shared/booking/seats.ts';
import type { FollowUp, FollowUpReason, Session } from '../../shared/booking/session.ts';
import type { ReservationId } from '../../shared/log/ids.ts';
import { openFollowUps } from './follow-ups.ts';
import { comingRows } from './inbox-coming.ts';
import { isMine } from './inbox-count.ts';
import type { InboxAction, InboxRow, Stand } from './inbox-row.ts';
import { partyStand } from './inbox-row.ts';
import { stuckRows } from './inbox-stuck.ts';
import type { RowWindow } from './row-window.ts';
import { type SessionNamed, sessionNamed } from './session-named.ts';
import type { Source } from './source.ts';
import type { View } from './view.ts';

/**
 * What a person has to look at: one row per guest, the soonest session first (field-app rule 8).
 *
 * - decided: the server recorded something that the guest has to be told
 * - stuck: the server rejected what was recorded here; it is kept (C5)
 * - coming: what the server would make of pending work as things stand; nothing is decided yet
 */
export type InboxView = View<InboxHead, InboxRow>;

export type InboxQuery = {
  readonly view: 'inbox';
  /** What others recorded too. */
  readonly everyone?: boolean;
  /** This one alone, whoever recorded it. */
  readonly only?: string;
} & Partial<RowWindow>;

const USUAL_WINDOW = 1_000;

/** `mine`: what this device recorded and a person has to act on; what is only coming does not count. */
export type InboxHead = {
  readonly mine: number;
  readonly others: number;
  readonly coming: number;
  /** Rows that were asked for; `rows` holds those from number `from` on. */
  readonly total: number;
  readonly from: number;
  /** What is not over yet and only a newer version of the app can read on, the soonest first (L7). */
  readonly unreadable: readonly SessionNamed[];
};

export function inboxView(
  source: Source,
  { everyone, only, from = 0, count = USUAL_WINDOW }: InboxQuery,
): InboxView {
  const decided = decidedRows(source);
  const known = new Set(decided.map((row) => row.key));
  const coming = comingRows(source).filter((row) => !known.has(row.key));
  const stuck = stuckRows(source);
  const acting = [...decided, ...stuck];
  const mine = acting.filter((row) => row.mine).length;
  const wanted = [...acting, ...coming].filter((row) => (only ? row.key === only : everyone || row.mine));
  return {
    head: {
      ...{ mine, others: acting.length - mine, coming: coming.length, total: wanted.length, from },
      unreadable: unreadable(source),
    },
    rows: wanted.sort((a, b) => soonestFirst(a, b, source.now)).slice(from, from + count),
  };
}

function unreadable({ now, sessions }: Source): SessionNamed[] {
  return [...sessions()]
    .filter((session) => session.unreadable && session.endsAt > now)
    .map(sessionNamed)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

function decidedRows(source: Source): InboxRow[] {
  const rows = new Map<ReservationId, InboxRow>();
  for (const session of source.sessions()) {
    if (session.followUps.size === 0) continue;
    const open = Map.groupBy(openFollowUps(source, session.id), (one) => one.reservationId);
    for (const [id, followUps] of open) {
      const reservation = session.reservations.get(id);
      if (!reservation) continue;
      const row = decidedRow(source, session, reservation, followUps);
      const other = rows.get(id);
      rows.set(id, other ? together(row, other) : row);
    }
  }
  return [...rows.values()];
}

/** One guest is one row: where the booking lives, or else where it was booked last. */
function together(row: InboxRow, other: InboxRow): InboxRow {
  const [main, beside] = other.doNotBookAgain && !row.doNotBookAgain ? [other, row] : [row, other];
  const elsewhere = beside.session ? [{ sessionId: beside.session.id, about: beside.about }] : [];
  return { ...main, aboutElsewhere: [...main.aboutElsewhere, ...beside.aboutElsewhere, ...elsewhere] };
}

function decidedRow(
  source: Source,
  session: Session,
  reservation: Reservation,
  followUps: readonly FollowUp[],
): InboxRow {
  const last = followUps.at(-1) as FollowUp;
  const others = actionsAfter(last, reservation);
  return {
    key: reservation.id,
    kind: 'decided',
    session: sessionNamed(session),
    reservationId: reservation.id,
    guest: reservation.guest,
    mine: isMine(source, reservation),
    since: last.since,
    recorded: recordedStand(session, reservation, last),
    decided: partyStand(session, reservation),
    why: whyOf(session, reservation, last),
    about: followUps.map((one) => one.about),
    aboutElsewhere: [],
    compensates: followUps.flatMap((one) => one.compensates),
    recommended: 'tell-guest',
    others,
    doNotBookAgain: reservation.status === 'active',
    commits: [],
  };
}

/** A restored reservation does not say any more what had been asked; its history does. */
function recordedStand(session: Session, reservation: Reservation, { why }: FollowUp): Stand {
  switch (why) {
    case 'restored':
      return { outcome: 'change-asked', party: [], place: null };
    case 'promoted':
      return { ...partyStand(session, reservation), outcome: 'waitlisted', place: null };
    case 'session-rescheduled':
    case 'session-cancelled':
    case 'move-reverted':
      return partyStand(session, reservation);
    case 'offered':
    case 'offer-expired':
      return { ...partyStand(session, reservation), outcome: 'waitlisted', place: null };
    case 'offer-gone':
      return { ...partyStand(session, reservation), outcome: 'offered', place: null };
    case 'hold-expired':
    case 'confirmed-without-seats':
      return { ...partyStand(session, reservation), outcome: 'confirmed', place: null };
    case 'arrived-without-seats':
      return { ...partyStand(session, reservation), outcome: 'checked-in', place: null };
    case 'waitlisted':
    case 'reduced':
    case 'declined':
      return {
        ...partyStand(session, { ...reservation, granted: reservation.wanted }),
        outcome: 'reserved',
        place: null,
      };
  }
}

/** The follow-up says what was derived; why, the session's own state shows. */
function whyOf(session: Session, reservation: Reservation, { why }: FollowUp): InboxRow['why'] {
  if (why !== 'declined' && why !== 'restored') return why;
  if (why === 'declined' && reservation.status !== 'declined') return 'reservation-ended';
  if (session.status === 'cancelled') return 'session-was-cancelled';
  if (session.status === 'closed') return 'session-was-closed';
  return why;
}

/** The guest has no seat here, or not at the time that was booked: another session may suit. */
const ELSEWHERE: ReadonlySet<FollowUpReason> = new Set([
  'waitlisted',
  'declined',
  'session-rescheduled',
  'session-cancelled',
  'hold-expired',
  'offer-expired',
  'confirmed-without-seats',
  'move-reverted',
] as const);

function actionsAfter({ why }: FollowUp, reservation: Reservation): InboxAction[] {
  const after: InboxAction[] = ELSEWHERE.has(why) && mayGo(reservation) ? ['elsewhere'] : [];
  if (reservation.offer) after.push('accept-offer', 'decline-offer');
  else if (reservation.status === 'active' && why !== 'session-cancelled') after.push('change-party');
  if (why === 'promoted' && !reservation.confirmed) after.push('confirm');
  if (why === 'arrived-without-seats') after.push('revert-check-in');
  if (reservation.waiting && !reservation.offer) after.push('leave-waitlist');
  else if (reservation.status === 'active') after.push('cancel');
  return [...after, 'see-session', 'see-history'];
}

/** With all that it holds, or with nothing; not with seats kept for it, nor with less than it waits for. */
function mayGo({ offer, waiting, granted }: Reservation): boolean {
  return !offer && !(waiting && !isEmpty(granted));
}

/** What has begun already comes last: there is nothing left to arrange for it. */
function soonestFirst(a: InboxRow, b: InboxRow, now: string): number {
  const [aOver, bOver] = [a, b].map((row) => (row.session?.endsAt ?? now) < now);
  if (aOver !== bOver) return aOver ? 1 : -1;
  const [first, second] = [a, b].map((row) => `${row.session?.startsAt ?? ''} ${row.since} ${row.key}`) as [
    string,
    string,
  ];
  return first < second ? -1 : 1;
}
