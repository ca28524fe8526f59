import type { Position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { StorageProblem } from './event-log.ts';

/**
 * A run of recorded events as bytes: UTF-8 JSON, one event a line, as the server serves its segments.
 *
 *   [\n
 *   {"id":…},\n      position `first`
 *   {"id":…}\n       position `last`
 *   ]
 *
 * So runs are joined and searched without parsing. What is stored is never rewritten: joining keeps each line's bytes.
 */
export type EventLines = { readonly last: Position; readonly body: Uint8Array };

const OPEN_BYTES = 2;
const CLOSE_BYTES = 2;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function packEvents(events: readonly RecordedEvent[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(`[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]`);
}

/** Of bodies that `packEvents` or this function made. */
export function joinBodies(bodies: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = bodies.reduce((sum, body) => sum + body.length - OPEN_BYTES - CLOSE_BYTES, 0);
  const joined = new Uint8Array(length + OPEN_BYTES + CLOSE_BYTES + 2 * (bodies.length - 1));
  let at = 0;
  for (const [index, body] of bodies.entries()) {
    const lines = body.subarray(index === 0 ? 0 : OPEN_BYTES, body.length - CLOSE_BYTES);
    if (index > 0) {
      joined.set(encoder.encode(',\n'), at);
      at += 2;
    }
    joined.set(lines, at);
    at += lines.length;
  }
  joined.set(encoder.encode('\n]'), at);
  return joined;
}

/**
 * The events of a run that begins at `first`. That each stands at its position is checked; their schemas were when
 * they came from the server, and once more would cost more than the parsing.
 */
export function readEvents(first: Position, { last, body }: EventLines): RecordedEvent[] {
  const events = parse(first, textOf(first, body)) as RecordedEvent[];
  const isDense = Array.isArray(events) && events.every((event, index) => event.position === first + index);
  if (!isDense || events.length !== last - first + 1)
    throw damaged(first, `does not hold ${first} to ${last}`);
  return events;
}

/** Of those events only the ones whose text holds one of `needles`; the others are not parsed. */
export function findEvents(
  first: Position,
  { last, body }: EventLines,
  needles: readonly string[],
): RecordedEvent[] {
  const text = textOf(first, body);
  if (!needles.some((needle) => text.includes(needle))) return [];
  return text
    .split('\n')
    .filter((line) => needles.some((needle) => line.includes(needle)))
    .map((line) => {
      const event = parse(first, line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1)) as RecordedEvent;
      if (event.position < first || event.position > last) throw damaged(first, `holds ${event.position}`);
      return event;
    });
}

function textOf(first: Position, body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch {
    throw damaged(first, 'is no text');
  }
}

function parse(first: Position, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(first, 'is cut off or garbled');
  }
}

function damaged(first: Position, how: string): StorageProblem {
  return new StorageProblem('damaged', `the stored log from position ${first} on ${how}`);
}
