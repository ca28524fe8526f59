import type { NewEntry } from '../../client/worker/log/journal.ts';
import {
  type Epoch,
  type Position,
  position,
  streamOf,
  streamVersion,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { actorId, commitId, deviceId, eventId, instant, reservationId, sessionId } from './ids.ts';

export const FIRST_EPOCH = '11111111-1111-4111-8111-111111111111' as Epoch;
export const SECOND_EPOCH = '22222222-2222-4222-8222-222222222222' as Epoch;
export const THIRD_EPOCH = '33333333-3333-4333-8333-333333333333' as Epoch;

/** Events at positions `from` to `to`, each about as long as a real one; `who` tells two histories apart. */
export function recordedEvents(from: number, to: number, who = 'ada'): RecordedEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => recordedEvent(from + index, who));
}

function recordedEvent(at: number, who: string): RecordedEvent {
  const name = `${who} ${at}`;
  const submittedBy = { actorId: actorId(who), deviceId: deviceId() };
  return {
    id: eventId(name),
    type: 'GuestDescribed',
    schemaVersion: 1,
    data: { reservationId: reservationId(name), guest: { name: `Zoë Łuk ${at}`, note: 'a\nb "c", ] }' } },
    meta: { occurredAt: instant(), ...submittedBy, causationId: null, correlationId: eventId(name) },
    workspaceId: 'studio' as WorkspaceId,
    streamId: streamOf(sessionId()),
    version: streamVersion(at),
    position: position(at),
    commitId: commitId(name),
    recordedAt: instant(1),
    submittedBy,
  };
}

/** As a server serves a segment: a JSON array, one event a line. */
export function segmentOf(events: readonly RecordedEvent[]) {
  const text = `[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]`;
  const [first, last] = [events[0]?.position ?? position(0), events.at(-1)?.position ?? position(0)];
  return { first, last, body: new TextEncoder().encode(text) };
}

/** An entry of the journal that says no more than its name. */
export function entry(name: string): NewEntry {
  return { kind: 'exported', at: instant(), commitIds: [commitId(name)] };
}

export function pulled(after: number, to: number, epoch = FIRST_EPOCH): NewEntry {
  const range = { after: after as Position, to: to as Position };
  return { kind: 'pulled', at: instant(), epoch, ...range, settled: [] };
}
