import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionView } from '../../view/session.ts';

/** A session's view where the device has the session. */
export type Shown = SessionView & { readonly head: NonNullable<SessionView['head']> };

/** What the sheet of a booking shows. */
export type SheetMode = 'look' | 'party' | 'guest' | 'arrive' | 'move' | 'cancel' | 'leave';

/** Which sheet is open over a session. */
export type OpenSheet = 'book' | 'scan' | 'seats' | 'allot' | 'change' | 'copy' | ReservationRow['key'];
