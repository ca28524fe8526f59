import { type Outcome, outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty } from '../../shared/booking/seats.ts';
import type { FollowUpReason, Session } from '../../shared/booking/session.ts';
import type { CommitId, EventId, Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import type { ProblemCode } from '../../shared/sync/problem-code.ts';
import { type PartyLine, partyOf } from './figures.ts';
import type { SessionNamed } from './session-named.ts';
import { endOf } from './term.ts';

/** One guest in the inbox: what you recorded | what was decided | why, and what to do about it. All as codes: the
 * catalogue makes the sentences. */
export type InboxRow = {
  readonly key: string;
  readonly kind: 'decided' | 'coming' | 'stuck';
  readonly session: SessionNamed | null;
  readonly reservationId: ReservationId | null;
  readonly guest: Reservation['guest'];
  /** Recorded on this device or by this person. */
  readonly mine: boolean;
  readonly since: Instant;
  readonly recorded: Stand;
  /** Null where nothing is decided. */
  readonly decided: Stand | null;
  readonly why: InboxWhy;
  /** The events that the guest has to be told about; LogContact names them. */
  readonly about: readonly EventId[];
  /** The same of other sessions: a move that was undone is to be told of once. */
  readonly aboutElsewhere: readonly { readonly sessionId: SessionId; readonly about: readonly EventId[] }[];
  readonly compensates: readonly EventId[];
  readonly recommended: InboxAction;
  readonly others: readonly InboxAction[];
  /** It stands in the book, or waits: a second booking would take seats twice. */
  readonly doNotBookAgain: boolean;
  readonly commits: readonly StuckCommit[];
};

/** How a reservation stands, or what somebody did to it. `place` in the waitlist: 1 is the next. */
export type Stand = {
  readonly outcome: Outcome | 'checked-in' | 'change-asked' | 'other-change';
  readonly party: readonly PartyLine[];
  readonly place: number | null;
  /** Of an offer: the server gives the seats on after it. Left out while it is not known. */
  readonly until?: Instant;
  /** The command's type, for `other-change`. */
  readonly command?: string;
};

export type InboxWhy =
  | FollowUpReason
  | 'session-was-cancelled'
  | 'session-was-closed'
  | 'reservation-ended'
  | 'not-sent-yet'
  | 'answer-on-its-way'
  | 'builds-on-rejected'
  | 'rejected';

export type InboxAction =
  | 'tell-guest'
  | 'elsewhere'
  | 'change-party'
  | 'confirm'
  | 'cancel'
  | 'leave-waitlist'
  | 'revert-check-in'
  | 'accept-offer'
  | 'decline-offer'
  | 'send-now'
  | 'export'
  | 'set-aside'
  | 'see-session'
  | 'see-history';

/** A commit in quarantine, with the server's reason. `code` is undefined for one that this version does not know. */
export type StuckCommit = {
  readonly id: CommitId;
  readonly command: string;
  readonly savedAt: Instant;
  readonly rejectedAt: Instant;
  readonly code: ProblemCode | null;
  readonly detail: string | null;
  /** It was not rejected itself, but builds on one that was. */
  readonly because: CommitId | null;
};

export function partyStand(session: Session, reservation: Reservation): Stand {
  const { granted, wanted, waiting, offer, id } = reservation;
  const until = offer && endOf(offer);
  return {
    outcome: outcomeOf(reservation),
    party: partyOf(session, waiting || isEmpty(granted) ? wanted : granted),
    place: waiting && !offer ? session.waitlist.indexOf(id) + 1 : null,
    ...(until && { until }),
  };
}
