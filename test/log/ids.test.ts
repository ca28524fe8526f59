import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Seats } from '../../shared/booking/events.ts';
import { EventId, Instant, StreamId, sessionOf, streamOf } from '../../shared/log/ids.ts';
import { sessionId } from '../support/ids.ts';

test.each([
  ['2026-04-20T09:00:00.000Z', true],
  ['2026-04-20T09:00:00Z', false],
  ['2026-04-20T09:00:00.000+02:00', false],
  ['2026-02-30T09:00:00.000Z', false],
  ['2026-04-20T24:00:00.000Z', false],
  ['2026-13-01T09:00:00.000Z', false],
])('an instant is ISO 8601 in UTC with milliseconds, and on the calendar: %s', (text, is) => {
  expect(v.is(Instant, text)).toBe(is);
});

test('ids are lower-case UUIDs of version 5 or 7, so that equal ids are equal bytes', () => {
  expect(v.is(EventId, '017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(true);
  expect(v.is(EventId, '017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(false);
  expect(v.is(EventId, '017f22e2-79b0-4cc3-98c4-dc0c0c07398f')).toBe(false);
});

test('a session is the stream of its name', () => {
  expect(v.is(StreamId, streamOf(sessionId()))).toBe(true);
  expect(sessionOf(streamOf(sessionId()))).toBe(sessionId());
});

test.each([
  [{ A: 1, 'row-2_left': 3 }, true],
  [{}, true],
  [{ A: 0 }, false],
  [{ A: 1.5 }, false],
  [{ A: '1' }, false],
  [{ constructor: 1 }, false],
  [JSON.parse('{"__proto__": 1}'), false],
  [['A'], false],
  [null, false],
])('a map of seats: %j', (map, is) => {
  expect(v.is(Seats, map)).toBe(is);
});
