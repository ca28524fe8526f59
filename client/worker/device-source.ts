import { factsOf } from '../../shared/log/commit.ts';
import {
  type DeviceId,
  type Instant,
  position,
  type ReservationId,
  type StreamId,
  streamOf,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { Query } from '../view/query.ts';
import type { HistorySource, OverlayCommit, Source, SyncStatus, Who } from '../view/source.ts';
import type { EventLog } from './log/event-log.ts';
import { recallPeople } from './people.ts';
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

/**
 * What a history needs, read from the log: of a session its stream; of a device each stream that it wrote to, since
 * what its entries changed is only known from what was there before.
 */
export async function readHistory(
  log: EventLog,
  state: DeviceState,
  who: Who,
  query: Query & { view: 'history' },
): Promise<HistorySource> {
  const streams =
    'sessionId' in query.of ? [streamOf(query.of.sessionId)] : await streamsOf(log, state, query.of.deviceId);
  const known = new Set(streams);
  const recorded: RecordedEvent[] = [];
  if (streams.length > 0) {
    for await (const batch of log.events({ after: position(0), upTo: state.cursor, holding: streams })) {
      for (const event of batch) if (known.has(event.streamId)) recorded.push(event);
    }
  }
  return {
    who,
    people: await recallPeople(log),
    recorded,
    overlay: state.overlay(),
    quarantine: [...state.work.quarantine.values()],
  };
}

async function streamsOf(log: EventLog, state: DeviceState, deviceId: DeviceId): Promise<StreamId[]> {
  const streams = new Set<StreamId>();
  for await (const batch of log.events({ after: position(0), upTo: state.cursor, holding: [deviceId] })) {
    for (const { streamId } of batch) streams.add(streamId);
  }
  for (const { commit } of state.overlay()) for (const { streamId } of commit.writes) streams.add(streamId);
  return [...streams];
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
