import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { createBook } from '../../shared/booking/book.ts';
import { derive } from '../../shared/booking/derive.ts';
import { type EventInStream, eventData } from '../../shared/booking/events.ts';
import { type Upcasters, upcast } from '../../shared/booking/upcast.ts';
import { streamOf, streamVersion } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { packSession, unpackSession } from '../../shared/log/session-snapshot.ts';
import { cancelSession, event, GUEST, POLICY, reserve, schedule } from '../support/commands.ts';
import { given } from '../support/given.ts';
import {
  actorId,
  allotmentId,
  commitId,
  deviceId,
  eventId,
  instant,
  reservationId,
  sessionId,
} from '../support/ids.ts';
import { bytesOf, checkSession } from '../support/invariants.ts';

const SEATS = { wanted: { A: 2 }, granted: { A: 2 }, shortfall: 'waitlist' };

const seats = fc.dictionary(fc.constantFrom('A', 'B', 'Z'), fc.integer({ min: 1, max: 9 }), { maxKeys: 3 });
const someSeats = seats.filter((map) => Object.keys(map).length > 0);
const who = { reservationId: fc.constantFrom('Ada', 'Bob', 'Cleo').map(reservationId) };
const reason = fc.constant('so');
const anAllotment = fc.constantFrom('tray', 'bag').map(allotmentId);
const when = fc.record({
  startsAt: fc.constant(instant(1)),
  endsAt: fc.constant(instant(2)),
  timeZone: fc.constant('UTC'),
});
const seatsOfType = { seatType: fc.constantFrom('A', 'B', 'Z'), seats: fc.integer({ min: 1, max: 9 }) };
const shortfall = fc.constantFrom('waitlist', 'partial', 'refuse');
const policy = fc.record({
  shortfall,
  promotion: fc.constantFrom('at-once', 'offer'),
  offerMinutes: fc.constant(60),
});

/** Any data that each type may have by its schema, whatever came before. */
const anyData: Record<keyof typeof eventData, fc.Arbitrary<object>> = {
  SessionScheduled: fc.tuple(when, policy).map(([times, chosen]) => ({
    title: 'Again',
    venue: 'Mill',
    ...times,
    seatTypes: [{ id: 'A', label: 'A', capacity: 5 }],
    policy: chosen,
  })),
  SessionRescheduled: when.map((times) => ({ ...times, reason: 'so' })),
  SessionClosed: fc.record({ reason }),
  SessionReopened: fc.record({}),
  SessionCancelled: fc.record({ reason }),
  SessionPolicySet: fc.record({ policy }),
  SeatsAdded: fc.record(seatsOfType),
  SeatsRemoved: fc.record(seatsOfType),
  AllowanceSet: fc.record(seatsOfType),
  SeatsReserved: fc.record(
    {
      ...who,
      wanted: someSeats,
      granted: seats,
      shortfall,
      fromAllotment: anAllotment,
      holdMinutes: fc.constant(5),
      movedFrom: fc.constant(sessionId('other')),
    },
    { requiredKeys: ['reservationId', 'wanted', 'granted', 'shortfall'] },
  ),
  GuestDescribed: fc.record({ ...who, guest: fc.constant(GUEST) }),
  ReservationConfirmed: fc.record(who),
  ReservationCancelled: fc.record({ ...who, reason }),
  ReservationWaitlisted: fc.record({ ...who, wanted: someSeats, granted: seats }),
  WaitlistLeft: fc.record(who),
  WaitlistPrioritySet: fc.record({ ...who, priority: fc.integer({ min: -2, max: 2 }) }),
  GuestCheckedIn: fc.record({ ...who, guests: fc.integer({ min: 1, max: 5 }) }),
  CheckInReverted: fc.record(who),
  NoShowMarked: fc.record(who),
  GuestContacted: fc.record({
    ...who,
    about: fc.constant([eventId('1')]),
    means: fc.constant('phone'),
    outcome: fc.constantFrom('told', 'no-answer'),
  }),
  OfferAccepted: fc.record(who),
  OfferDeclined: fc.record(who),
  SeatsOffered: fc.record({ ...who, granted: someSeats, minutes: fc.constant(5) }),
  OfferExpired: fc.record(who),
  SeatsAllotted: fc.record({
    allotmentId: anAllotment,
    deviceId: fc.constantFrom(deviceId(), deviceId('other')),
    seats: someSeats,
    minutes: fc.constant(5),
  }),
  AllotmentReturned: fc.record({ allotmentId: anAllotment }),
  AllotmentExpired: fc.record({ allotmentId: anAllotment }),
  ReservationMovedOut: fc.record({ ...who, to: fc.constant(sessionId('other')), seats: someSeats }),
  ReservationMoveReverted: fc.record(who),
  ReservationExpired: fc.record(who),
  ReservationPromoted: fc.record({ ...who, granted: seats }),
  ReservationReduced: fc.record({ ...who, granted: seats }),
  ReservationRestored: fc.record({ ...who, granted: seats, wanted: seats }),
  ReservationDeclined: fc.record({ ...who, reason }),
};
const anyEvent = fc
  .record({
    type: fc.constantFrom(...(Object.keys(anyData) as (keyof typeof anyData)[])),
    commit: fc.integer({ min: 0, max: 2 }),
    derived: fc.boolean(),
  })
  .chain(({ type, ...rest }) => anyData[type].map((data) => ({ type, data, ...rest })));
type Anything = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never;

function place({ type, data, commit, derived }: Anything, index: number): PlacedEvent {
  const id = eventId(`${index}`);
  const base = { occurredAt: instant(index), actorId: actorId(), deviceId: deviceId(), causationId: null };
  const meta = { ...base, correlationId: id, ...(derived && { compensates: [eventId('other')] }) };
  const where = {
    streamId: streamOf(sessionId()),
    version: streamVersion(index + 1),
    commitId: commitId(`${commit}`),
  };
  return { id, type, schemaVersion: 1, data: data as PlacedEvent['data'], meta, ...where };
}

describe('the fold is total', { timeout: 60_000 }, () => {
  test('the events made here are valid ones', () => {
    fc.assert(
      fc.property(anyEvent, ({ type, data }) => v.is(eventData[type], data)),
      { seed: 1, numRuns: 300 },
    );
  });

  test('valid events in any order never throw, and the tallies stay true', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40, size: 'max' }), (events) => {
        const book = createBook();
        events.map(place).forEach((event) => {
          book.fold(event);
          seen.add(event.type);
        });
        const session = book.session(sessionId());
        if (!session) return;
        checkSession(session);
        expect(session.unreadable).toBeNull();
        expect(bytesOf(unpackSession(JSON.parse(JSON.stringify(packSession(session)))))).toBe(
          bytesOf(session),
        );
      }),
      { seed: 2, numRuns: 300 },
    );
    expect(seen.size).toBe(Object.keys(eventData).length);
  });

  test('derive takes any facts on top of any state', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 20 }),
        fc.array(anyEvent, { minLength: 1, maxLength: 5 }),
        (events, facts) => {
          const book = createBook();
          for (const placed of events.map(place)) book.fold(placed);
          const before = bytesOf(book.session(sessionId()));
          const inStream = facts
            .map((fact, index) => place({ ...fact, derived: false }, 100 + index))
            .map(({ streamId, version: _v, commitId: _c, ...event }) => ({ streamId, event }));
          derive(book, inStream as unknown as EventInStream[]);
          expect(bytesOf(book.session(sessionId()))).toBe(before);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

test('a session is scheduled once: what came later does not bring it back', () => {
  const story = given(schedule({ A: 2 }), cancelSession());
  const [scheduled] = story.log;
  story.and({ type: 'SessionScheduled', data: { ...scheduled?.data, title: 'Again' } });
  expect(story.book.session(sessionId())).toMatchObject({ status: 'cancelled', title: 'Letterpress' });
});

describe('L7: what this program cannot read', () => {
  const newer = { ...event('ReservationConfirmed', 'Ada'), schemaVersion: 2 };
  const unknown = { type: 'SeatsBlessed', data: event('SeatsReserved', 'Ada').data };
  test.each([
    ['a newer version', newer, { type: 'ReservationConfirmed', schemaVersion: 2 }],
    ['an unknown type', unknown, { type: 'SeatsBlessed', schemaVersion: 1 }],
  ])('%s is kept, and its session takes no command', (_, step, found) => {
    const story = given(schedule({ A: 2 }), reserve('Ada', { A: 1 }), step);
    expect(story.log.at(-1)).toMatchObject(step);
    const then = story.when(reserve('Bob', { A: 1 }));
    expect(then.refusal).toEqual({ code: 'session-unreadable', eventType: found.type });
    expect(then.session.unreadable).toEqual({ ...found, version: 3 });
    expect(then.session.version).toBe(3);
  });

  test('what follows is shown, and the first such event is the one that is named', () => {
    const story = given(schedule({ A: 2 }), newer, event('SeatsReserved', 'Ada', SEATS), {
      ...newer,
      type: 'X',
    });
    const then = story.when(reserve('Bob', { A: 1 }));
    expect(then.session.unreadable?.version).toBe(2);
    expect(then.outcome('Ada')).toBe('reserved');
  });

  test('a session that cannot be read from its first event on is unreadable, not unknown', () => {
    const scheduled = given(schedule({ A: 2 })).log[0];
    const story = given({ type: 'SessionScheduled', data: scheduled?.data ?? {}, schemaVersion: 9 });
    expect(story.when(reserve('Bob', { A: 1 })).refusal).toMatchObject({ code: 'session-unreadable' });
    expect(story.when(schedule({ A: 2 })).refusal).toMatchObject({ code: 'session-exists' });
  });

  test('data that does not fit its schema makes its session wait, and throws nowhere', () => {
    const story = given(schedule({ A: 2 }));
    const [stored] = given(unknown).log;
    if (stored) story.book.fold({ ...stored, type: 'SeatsReserved', version: streamVersion(2) });
    expect(story.book.session(sessionId())).toMatchObject({
      version: 2,
      unreadable: { type: 'SeatsReserved' },
    });
    expect(story.when(reserve('Bob', { A: 1 })).refusal).toMatchObject({ code: 'session-unreadable' });
  });

  test('only that session: the other ones go on', () => {
    const story = given(schedule({ A: 2 }), newer);
    for (const placed of given(schedule({ A: 2 })).log) {
      story.book.fold({ ...placed, streamId: streamOf(sessionId('other')) });
    }
    expect(story.book.session(sessionId('other'))?.unreadable).toBeNull();
  });

  test('pending facts on it still get what derives, so that they can be sent later', () => {
    const then = given(schedule({ A: 2 }))
      .offline(reserve('Ada', { A: 2 }))
      .meanwhile(reserve('Bob', { A: 1 }), newer)
      .arrive();
    expect(then.derived).toMatchObject([{ type: 'ReservationWaitlisted' }]);
  });
});

describe('L7: older versions are upcast on read', () => {
  const [stored] = given({
    type: 'SeatsReserved',
    data: { ...event('SeatsReserved', 'Ada').data, party: 2 },
  }).log;
  const table: Upcasters = {
    SeatsReserved: {
      1: ({ party, ...rest }) => ({ ...rest, wanted: { A: party } }),
      2: (data) => ({ ...data, granted: data.wanted, shortfall: POLICY.shortfall }),
    },
  };

  test('step by step up to the newest, and what is stored stays as it is', () => {
    if (!stored) throw new Error('nothing was stored');
    const before = JSON.stringify(stored);
    const read = upcast(stored, table, () => 3);
    expect(read).toMatchObject({ ...event('SeatsReserved', 'Ada', SEATS), schemaVersion: 3 });
    expect(read?.data).not.toHaveProperty('party');
    expect(JSON.stringify(stored)).toBe(before);
  });

  test('without a step it cannot be read', () => {
    if (!stored) throw new Error('nothing was stored');
    expect(upcast(stored, { SeatsReserved: {} }, () => 2)).toBeUndefined();
    expect(upcast({ ...stored, schemaVersion: 4 }, table, () => 3)).toBeUndefined();
    expect(upcast({ ...stored, type: 'constructor' }, table, () => 3)).toBeUndefined();
  });
});
