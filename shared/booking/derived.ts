import type { DataOf, EventOf, EventType } from './events.ts';

/** What `derive` writes; ids come with the commit (`commit.ts`). */
export type DerivedType =
  | 'ReservationPromoted'
  | 'SeatsOffered'
  | 'ReservationWaitlisted'
  | 'ReservationReduced'
  | 'ReservationRestored'
  | 'ReservationDeclined'
  | 'ReservationMoveReverted'
  | 'AllotmentReturned';
type WithoutId<T extends EventType> = Omit<EventOf<T>, 'id'>;
export type DerivedEvent = { [T in DerivedType]: WithoutId<T> }[DerivedType];
export type DerivedBody = { [T in DerivedType]: { readonly type: T; readonly data: DataOf<T> } }[DerivedType];
