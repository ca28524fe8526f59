import type { DeviceId, Instant } from '../../../shared/log/ids.ts';
import type { PlannedSession } from '../../view/planning.ts';

/** Seats that a device took along and has not booked; `until`: when the first of them come back by themselves. */
export type TakenAlong = {
  readonly seats: number;
  readonly sessions: number;
  readonly until: Instant | null;
};

export function takenAlong(
  sessions: readonly Pick<PlannedSession, 'allotments'>[],
): Map<DeviceId, TakenAlong> {
  const taken = new Map<DeviceId, TakenAlong>();
  for (const { allotments } of sessions)
    for (const [deviceId, ofDevice] of Map.groupBy(allotments, (one) => one.deviceId)) {
      const before = taken.get(deviceId);
      // All booked: nothing of it comes back.
      const left = ofDevice.flatMap((one) => one.left).reduce((sum, { seats }) => sum + seats, 0);
      if (left === 0) continue;
      const ends = [before?.until, ...ofDevice.map(({ until }) => until)].filter((end) => end != null);
      taken.set(deviceId, {
        seats: (before?.seats ?? 0) + left,
        sessions: (before?.sessions ?? 0) + 1,
        until: ends.sort()[0] ?? null,
      });
    }
  return taken;
}
