import type { EventType } from '../booking/events.ts';
import type { Role } from '../sync/people.ts';

const EVERYBODY: readonly Role[] = ['administrator', 'planner', 'field', 'auditor'];
const ADMINISTRATORS: readonly Role[] = ['administrator'];
const PLANNERS: readonly Role[] = ['administrator', 'planner'];
const BOOKERS: readonly Role[] = ['administrator', 'planner', 'field'];
/** Those who may know of what others did wrong or lost. */
const OVERSEERS: readonly Role[] = ['administrator', 'planner', 'auditor'];

/** These are nobody's facts, and refused as such. */
type OnlyDerived =
  | 'ReservationPromoted'
  | 'ReservationReduced'
  | 'ReservationRestored'
  | 'ReservationDeclined'
  | 'ReservationMoveReverted'
  | 'SeatsOffered'
  | 'ReservationExpired'
  | 'OfferExpired'
  | 'AllotmentExpired';

/** Whose fact of each type is recorded. */
export const FACTS = {
  SessionScheduled: PLANNERS,
  SessionRescheduled: PLANNERS,
  SessionClosed: PLANNERS,
  SessionReopened: PLANNERS,
  SessionCancelled: PLANNERS,
  SessionPolicySet: PLANNERS,
  SeatsAdded: PLANNERS,
  SeatsRemoved: PLANNERS,
  AllowanceSet: PLANNERS,
  WaitlistPrioritySet: PLANNERS,
  SeatsReserved: BOOKERS,
  GuestDescribed: BOOKERS,
  ReservationConfirmed: BOOKERS,
  ReservationCancelled: BOOKERS,
  ReservationWaitlisted: BOOKERS,
  WaitlistLeft: BOOKERS,
  OfferAccepted: BOOKERS,
  OfferDeclined: BOOKERS,
  SeatsAllotted: BOOKERS,
  AllotmentReturned: BOOKERS,
  ReservationMovedOut: BOOKERS,
  GuestCheckedIn: BOOKERS,
  CheckInReverted: BOOKERS,
  NoShowMarked: BOOKERS,
  GuestContacted: BOOKERS,
} as const satisfies Record<Exclude<EventType, OnlyDerived>, readonly Role[]>;

/**
 * Who may ask what of a workspace. A push is not in it: whoever has a device delivers, a former member too, and what
 * they may not record is answered commit by commit, and kept (C5). Everybody may revoke a device of their own.
 */
export const ROUTES = {
  'GET events': EVERYBODY,
  'GET live': EVERYBODY,
  'GET segments': EVERYBODY,
  'GET segments/:first/:hash': EVERYBODY,
  'POST devices': EVERYBODY,
  'GET devices': EVERYBODY,
  'DELETE devices/:device': EVERYBODY,
  'DELETE devices/:device of others': PLANNERS,
  'POST enrolment-codes': PLANNERS,
  'GET quarantine': OVERSEERS,
  'GET quarantine/count': OVERSEERS,
  'POST quarantine/:commit': PLANNERS,
  'GET members': EVERYBODY,
  'POST members': ADMINISTRATORS,
  'DELETE members/:user': ADMINISTRATORS,
  'POST members/:user/password': ADMINISTRATORS,
  'POST usual-session': PLANNERS,
} as const satisfies Record<string, readonly Role[]>;
export type RouteName = keyof typeof ROUTES;

/** For whom of the others one may make an enrolment code: with it one is that person, so never for somebody above. */
const ENROLS: Partial<Record<Role, readonly Role[]>> = {
  administrator: EVERYBODY,
  planner: ['field', 'auditor'],
};

export function mayEnrol(role: Role, somebody: { readonly role: Role; readonly isSelf: boolean }): boolean {
  const others = ENROLS[role];
  return others !== undefined && (somebody.isSelf || others.includes(somebody.role));
}

/** Whose devices one may revoke beside one's own: it ends their session, so never of somebody above (W5). */
export function mayRevokeOf(own: Role, theirs: Role | 'no member'): boolean {
  if (!mayAsk(own, 'DELETE devices/:device of others')) return false;
  return theirs === 'no member' || mayEnrol(own, { role: theirs, isSelf: false });
}

export function mayAsk(role: Role, route: RouteName): boolean {
  return ROUTES[route].some((one) => one === role);
}

/** Field staff take seats along for the device that they hold; planners hand them out. */
export function mayAllotToOthers(role: Role): boolean {
  return PLANNERS.includes(role);
}

/** A type that this program does not know is nobody's to refuse: it waits for an update (L7). */
export function mayRecord(role: Role, type: string): boolean {
  return !Object.hasOwn(FACTS, type) || FACTS[type as keyof typeof FACTS].some((one) => one === role);
}
