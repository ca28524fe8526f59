import { describe, expect, test } from 'vitest';
import { layerOver } from '../../shared/booking/book.ts';
import type { BookingEvent, EventInStream } from '../../shared/booking/events.ts';
import { groundless, oversold } from '../../shared/booking/rules.ts';
import { copySession, type Session } from '../../shared/booking/session.ts';
import { placedEvents } from '../../shared/log/commit.ts';
import { event, GUEST, reserve, schedule, setAllowance } from '../support/commands.ts';
import { given, type Step, type Story } from '../support/given.ts';
import { eventId, sessionId } from '../support/ids.ts';

/** What is groundless about a fact on the book of a story. */
function judged(story: Story, step: Step, meta: object = {}) {
  const scratch = layerOver(story.book);
  const other = given();
  const commit = other.when(step).commit;
  if (!commit) throw new Error('no fact');
  for (const placed of placedEvents(commit)) {
    const version = (story.book.session(sessionId())?.version ?? 0) + 1;
    scratch.fold({ ...placed, version: version as typeof placed.version });
  }
  const [write] = commit.writes;
  const [fact] = write?.facts ?? [];
  const changed = { ...fact, meta: { ...fact?.meta, ...meta } } as unknown as BookingEvent;
  const placed = { streamId: write?.streamId, event: changed } as EventInStream;
  return groundless(story.book, scratch, placed, [placed]);
}

describe('a fact that no rule can make good', () => {
  const open = () => given(schedule({ A: 2 }), reserve('Ada', { A: 1 }));
  const asked = (data: object) =>
    event('SeatsReserved', 'Bob', { wanted: { A: 2 }, granted: { A: 2 }, ...data });

  test('on a session that does not exist', () => {
    expect(judged(given(), event('ReservationConfirmed', 'Ada'))).toMatchObject({ code: 'session-unknown' });
  });

  test('on a reservation that does not exist', () => {
    for (const fact of [
      'ReservationCancelled',
      'WaitlistLeft',
      'GuestCheckedIn',
      'GuestContacted',
    ] as const) {
      expect(judged(open(), event(fact, 'Bob'))).toMatchObject({ code: 'reservation-unknown' });
      expect(judged(open(), event(fact, 'Ada'))).toBeUndefined();
    }
    expect(judged(open(), event('GuestDescribed', 'Bob', { guest: GUEST }))).toMatchObject({
      code: 'reservation-unknown',
    });
  });

  test('a session scheduled twice', () => {
    const [scheduled] = given(schedule({ A: 1 })).log;
    const again = { type: 'SessionScheduled', data: scheduled?.data ?? {} };
    expect(judged(open(), again)).toMatchObject({ code: 'session-exists' });
    expect(judged(given(), again)).toBeUndefined();
  });

  test('a session that ends before it starts, or as it starts', () => {
    const [scheduled] = given(schedule({ A: 1 })).log;
    const times = { startsAt: '2026-05-01T09:00:00.000Z', endsAt: '2026-05-01T09:00:00.000Z' };
    const again = { type: 'SessionScheduled', data: { ...scheduled?.data, ...times } };
    const moved = {
      type: 'SessionRescheduled',
      data: { ...times, timeZone: 'Europe/Vienna', reason: 'rain' },
    };
    expect(judged(given(), again)).toMatchObject({ code: 'session-ends-before-it-starts' });
    expect(judged(open(), moved)).toMatchObject({ code: 'session-ends-before-it-starts' });
  });

  test('a derived event sent as a fact', () => {
    expect(judged(open(), event('ReservationPromoted', 'Ada', { granted: { A: 2 } }))).toMatchObject({
      code: 'derived-as-fact',
    });
    const waits = event('ReservationWaitlisted', 'Ada', { wanted: { A: 3 }, granted: { A: 1 } });
    expect(judged(open(), waits)).toBeUndefined();
    expect(judged(open(), waits, { compensates: [eventId('x')] })).toMatchObject({ code: 'derived-as-fact' });
  });

  test('a party that splits itself or gets more than it wants', () => {
    expect(judged(open(), asked({ granted: { A: 1 }, shortfall: 'waitlist' }))?.code).toBe('split-unasked');
    expect(judged(open(), asked({ granted: { A: 1 }, shortfall: 'refuse' }))?.code).toBe('split-unasked');
    expect(judged(open(), asked({ granted: { A: 3 }, shortfall: 'partial' }))?.code).toBe(
      'granted-above-wanted',
    );
    expect(judged(open(), asked({ granted: { A: 1 }, shortfall: 'partial' }))).toBeUndefined();
  });

  test('nothing is groundless on a session that cannot be read (L7)', () => {
    const story = open().and({ type: 'SeatsBlessed', data: {} });
    expect(judged(story, event('ReservationCancelled', 'Bob', { reason: 'ill' }))).toBeUndefined();
  });
});

describe('B8: oversold', () => {
  const state = (...steps: Step[]): Session => {
    const session = given(schedule({ A: 4 }), ...steps).book.session(sessionId());
    if (!session) throw new Error('no session');
    return copySession(session);
  };
  const raw = (who: string, seats: number) =>
    event('ReservationRestored', who, { granted: { A: seats }, wanted: { A: seats } });
  const removed = { type: 'SeatsRemoved', data: { seatType: 'A', seats: 3 } };
  const ada = reserve('Ada', { A: 4 });

  test('more than there was', () => {
    expect(
      oversold(state(ada), state(ada, reserve('Bob', { A: 1 }, { shortfall: 'partial' }), raw('Bob', 1))),
    ).toBe('A');
  });
  test('seats taken away on purpose are not sold', () => {
    expect(oversold(state(ada), state(ada, removed))).toBeUndefined();
    expect(
      oversold(
        state(setAllowance('A', 2), reserve('Ada', { A: 6 })),
        state(reserve('Ada', { A: 4 }), raw('Ada', 6)),
      ),
    ).toBeUndefined();
  });
  test('but no more than were taken away', () => {
    expect(oversold(state(reserve('Ada', { A: 3 })), state(ada, removed))).toBe('A');
  });
  test('an overbooked session that does not get worse', () => {
    expect(oversold(state(ada, removed), state(ada, removed, reserve('Ada', { A: 3 })))).toBeUndefined();
  });
});
