import type { NewEntry } from '../../client/worker/log/journal.ts';
import type { Epoch, Instant, Position } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';

/** Events as the storage sees them: the size and the shape of real ones (about 450 bytes), ids that do not repeat. */
export const EPOCH = '11111111-1111-4111-8111-111111111111' as Epoch;
const AT = '2026-04-20T09:00:00.000Z' as Instant;

export function sampleEvents(count: number): RecordedEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent(index + 1));
}

function sampleEvent(position: number): RecordedEvent {
  const by = { actorId: 'ada', deviceId: 'tablet' };
  const id = crypto.randomUUID();
  const meta = { occurredAt: AT, ...by, causationId: null, correlationId: id };
  const data = { reservationId: crypto.randomUUID(), seats: { chair: 2 }, shortfall: 'waitlist' };
  return {
    ...{ id, type: 'ReservationRequested', schemaVersion: 1, data, meta },
    ...{ workspaceId: 'studio', streamId: `session:${crypto.randomUUID()}`, version: 7, position },
    ...{ commitId: crypto.randomUUID(), recordedAt: AT, submittedBy: by },
  } as unknown as RecordedEvent;
}

/** A commit of one fact, as a command leaves it in the journal. */
export function sampleCommit(sequence: number): NewEntry {
  const { id, type, schemaVersion, data, meta, streamId } = sampleEvent(sequence);
  const write = { streamId, expectedVersion: 6, expectedEventId: crypto.randomUUID(), derived: [] };
  const command = { type: 'reserve', reservationId: data.reservationId, sessionId: streamId, at: AT };
  const commit = {
    ...{ id: crypto.randomUUID(), deviceSequence: sequence, command },
    writes: [{ ...write, facts: [{ id, type, schemaVersion, data, meta }] }],
  };
  return { kind: 'saved', at: AT, commit, creates: [data.reservationId] } as unknown as NewEntry;
}

export function samplePulled(after: number, to: number): NewEntry {
  return { kind: 'pulled', at: AT, epoch: EPOCH, after: after as Position, to: to as Position, settled: [] };
}

export function sampleSegments(events: readonly RecordedEvent[], eventsPerSegment = 256) {
  const encoder = new TextEncoder();
  const segments: { first: Position; last: Position; body: Uint8Array }[] = [];
  for (let from = 0; from < events.length; from += eventsPerSegment) {
    const part = events.slice(from, from + eventsPerSegment);
    const body = encoder.encode(`[\n${part.map((event) => JSON.stringify(event)).join(',\n')}\n]`);
    const last = Math.min(from + eventsPerSegment, events.length);
    segments.push({ first: (from + 1) as Position, last: last as Position, body });
  }
  return segments;
}
