import { factsOf } from '../../shared/log/commit.ts';
import type { Instant, ReservationId } from '../../shared/log/ids.ts';
import type { OverlayCommit, Source, SyncStatus, Who } from '../view/source.ts';
import type { DeviceState } from './state/device-state.ts';
import { type StatusNote, statusOf } from './sync/sync-status.ts';

/** The device's state as the views read it. */
export function sourceOf(state: DeviceState, who: Who, note: StatusNote, now: Instant): Source {
  const overlay = state.overlay();
  let byReservation: Map<ReservationId, OverlayCommit[]> | undefined;
  return {
    who,
    now,
    overlay,
    quarantine: [...state.work.quarantine.values()],
    sync: syncStatus(state, note),
    session: (id) => state.book().session(id),
    sessions: () => state.sessions(),
    recorded: (id) => state.recorded.session(id),
    overlayOn(reservationId) {
      byReservation ??= indexByReservation(overlay);
      return byReservation.get(reservationId) ?? [];
    },
  };
}

function syncStatus(state: DeviceState, note: StatusNote): SyncStatus {
  const overlay = [...state.work.overlay.values()];
  return statusOf(note, {
    toSend: overlay.filter((one) => one.state === 'pending').length,
    toDecide: overlay.filter((one) => one.state === 'accepted').length,
    quarantined: [...state.work.quarantine.values()].filter((one) => !one.setAside).length,
    cursor: state.cursor,
    restored: state.work.restored,
  });
}

function indexByReservation(overlay: readonly OverlayCommit[]): Map<ReservationId, OverlayCommit[]> {
  const index = new Map<ReservationId, OverlayCommit[]>();
  for (const one of overlay) {
    const ids = new Set(
      [
        ...factsOf(one.commit).map(({ event }) => event),
        ...one.commit.writes.flatMap((write) => write.derived),
      ].map((event) => event.data.reservationId as ReservationId | undefined),
    );
    for (const id of ids) if (id) index.set(id, [...(index.get(id) ?? []), one]);
  }
  return index;
}
