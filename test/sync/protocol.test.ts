import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import * as events from '../../shared/booking/events.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { Commit } from '../../shared/log/commit.ts';
import { AnyEvent, EventMeta, RecordedEvent } from '../../shared/log/recorded-event.ts';
import { Problem } from '../../shared/sync/problem.ts';
import * as protocol from '../../shared/sync/protocol.ts';
import { wireShape } from '../support/wire-shape.ts';

const { PROTOCOL, LIMITS, ...messages } = protocol;
const { eventData, SeatTypeId, SCHEMA_VERSION, SEATS_LIMIT, SEAT_TYPES_LIMIT } = events;
const wire = {
  messages,
  commit: Commit,
  event: AnyEvent,
  meta: EventMeta,
  recorded: RecordedEvent,
  problem: Problem,
  events: eventData,
  // Seats are checked by a function, which shows none of these.
  seats: { SeatTypeId, SEATS_LIMIT, SEAT_TYPES_LIMIT },
  SCHEMA_VERSION,
  LIMITS,
};
const fingerprint = (schemas: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(wireShape(schemas)))
    .digest('hex')
    .slice(0, 32);

test('the wire format is the one that this protocol number stands for', () => {
  expect(
    { protocol: PROTOCOL, wire: fingerprint(wire) },
    'The wire format changed: raise PROTOCOL in shared/sync/protocol.ts and pin the new fingerprint here.',
  ).toEqual({ protocol: 1, wire: 'f503652efd3ea7e62b65e295701c0da4' });
});

test('a change shows: a member, a limit, a pattern, a choice, an optional', () => {
  const base = { a: v.pipe(v.string(), v.maxLength(5), v.regex(/^a$/)), b: v.picklist(['x', 'y']) };
  const changed = [
    v.object({ ...base, c: v.string() }),
    v.object({ ...base, a: v.pipe(v.string(), v.maxLength(6), v.regex(/^a$/)) }),
    v.object({ ...base, a: v.pipe(v.string(), v.maxLength(5), v.regex(/^b$/)) }),
    v.object({ ...base, b: v.picklist(['x', 'y', 'z']) }),
    v.object({ ...base, b: v.optional(base.b) }),
    v.object({ ...base, b: v.nullable(base.b) }),
    v.strictObject(base),
    v.looseObject(base),
    v.array(v.object(base)),
  ];
  expect(fingerprint(v.object({ ...base }))).toBe(fingerprint(v.object(base)));
  expect(new Set([v.object(base), ...changed].map(fingerprint)).size).toBe(changed.length + 1);
});
