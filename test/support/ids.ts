import type {
  ActorId,
  AllotmentId,
  CommitId,
  DeviceId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
} from '../../shared/log/ids.ts';
import { uuidV5 } from '../../shared/log/uuid.ts';

const NAMESPACE = '00000000-0000-5000-8000-000000000000';

/** The same name gives the same id in every run, so a test can say "Ada's reservation". */
const named = (kind: string, name: string): string => uuidV5(NAMESPACE, `${kind} ${name}`);

export const sessionId = (name = 'workshop'): SessionId => named('session', name) as SessionId;
export const reservationId = (name: string): ReservationId => named('reservation', name) as ReservationId;
export const allotmentId = (name = 'tray'): AllotmentId => named('allotment', name) as AllotmentId;
export const commitId = (name: string): CommitId => named('commit', name) as CommitId;
export const eventId = (name: string): EventId => named('event', name) as EventId;
export const actorId = (name = 'ada'): ActorId => name as ActorId;
export const deviceId = (name = 'tablet'): DeviceId => name as DeviceId;

/** A spring day in 2026, `minutes` after nine. */
export const instant = (minutes = 0): Instant =>
  new Date(Date.UTC(2026, 3, 20, 9, minutes)).toISOString() as Instant;
