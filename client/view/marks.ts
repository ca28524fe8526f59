import type { Reservation } from '../../shared/booking/reservation.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { asksForSeats, reservationOf } from './own-work.ts';
import type { OverlayCommit } from './source.ts';

/**
 * Saved here → sent → decided, kept apart (field-app rule 7). `sent`: the server said that it has it. `decided`: its
 * own recorded events have come back. A time is null where this device was not told.
 */
export type Marks = { readonly saved: Mark; readonly sent: Mark; readonly decided: Mark };
export type Mark = { readonly done: boolean; readonly at: Instant | null };

/** `own`: what of the overlay touches the reservation, newest last; it is as far as its least advanced commit. */
export function marksOf(reservation: Reservation, own: readonly OverlayCommit[]): Marks {
  const newest = own.at(-1);
  if (!newest) {
    const saved = { done: true, at: reservation.booked.at };
    return { saved, sent: { done: true, at: null }, decided: { done: true, at: null } };
  }
  const sent = own.every((one) => one.state === 'accepted');
  return {
    saved: { done: true, at: newest.savedAt },
    sent: { done: sent, at: sent ? (newest.recordedAt ?? null) : null },
    decided: { done: false, at: null },
  };
}

/** It may still be moved or waitlisted: the server has not accepted the seats that it asks for (A3). */
export function isProvisional({ id, status }: Reservation, own: readonly OverlayCommit[]): boolean {
  if (status !== 'active') return false;
  return own.some(
    ({ state, commit }) =>
      state === 'pending' &&
      factsOf(commit).some(({ event }) => reservationOf(event) === id && asksForSeats(event)),
  );
}
