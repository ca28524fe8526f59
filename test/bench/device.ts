import type { Draft } from '../../client/worker/api.ts';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import { openReplica } from '../../client/worker/state/replica.ts';
import { createSubmit } from '../../client/worker/submit.ts';
import {
  type ActorId,
  type DeviceId,
  localSequence,
  type ReservationId,
  type SessionId,
  sessionOf,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import { appendSegments } from './cold-start.ts';
import { timed } from './row.ts';
import { NOW } from './sample-log.ts';

const WHO = {
  workspaceId: 'studio' as WorkspaceId,
  actorId: 'ada' as ActorId,
  deviceId: 'tablet' as DeviceId,
  name: 'Ada',
};
const at = Date.parse(NOW);

/** A device that has downloaded `events` and takes bookings. */
export async function openSampleDevice(name: string, events: readonly RecordedEvent[]) {
  const log = await openDexieEventLog(name);
  await appendSegments(log, await log.takeLead(), events);
  const replica = await openReplica({
    log,
    now: () => NOW,
    announce: () => undefined,
    onProgress: () => undefined,
  });
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const submit = createSubmit({ replica, who: WHO, now: () => NOW, random, asOf: () => NOW });

  return {
    /** From the call to 'saved', in milliseconds. */
    book(sessionId: SessionId): Promise<number> {
      const draft: Draft = {
        type: 'ReserveSeats',
        sessionId,
        reservationId: uuidV7(at, random(10)) as ReservationId,
        seats: { chair: 2 },
        guest: { name: 'Ada Moreau', phone: '+41 44 555 01 02' },
      };
      return timed(async () => {
        const { kind } = await submit(draft);
        if (kind !== 'saved') throw new Error(`the booking was ${kind}`);
      });
    },
    /** What was saved, as the storage has it. */
    journal: async () => (await log.journal(localSequence(0))).map((entry) => JSON.stringify(entry)),
    close: () => log.close(),
  };
}

/** Sessions that the log brings, the newest last. */
export function sessionsIn(events: readonly RecordedEvent[]): SessionId[] {
  return [...new Set(events.map(({ streamId }) => sessionOf(streamId)))];
}
