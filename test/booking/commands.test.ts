import { describe, expect, test } from 'vitest';
import { decide } from '../../shared/booking/decide.ts';
import {
  addSeats,
  type CommandBody,
  cancel,
  cancelSession,
  checkIn,
  close,
  confirm,
  event,
  GUEST,
  join,
  leave,
  logContact,
  noShow,
  prioritise,
  removeSeats,
  reopen,
  reschedule,
  reserve,
  revertCheckIn,
  schedule,
  setAllowance,
  setPolicy,
} from '../support/commands.ts';
import { commandOf, given, type Step } from '../support/given.ts';
import { eventId, instant, reservationId } from '../support/ids.ts';

const ended = (reservation: string, reason = 'full'): Step =>
  event('ReservationDeclined', reservation, { reason });

type Case = [string, Step[], CommandBody, object];

describe('what a command brings about', () => {
  const ada = reserve('Ada', { A: 2 });
  test.each<Case>([
    ['close', [], close('late'), { type: 'SessionClosed', data: { reason: 'late' } }],
    ['reopen', [close()], reopen(), { type: 'SessionReopened', data: {} }],
    ['cancel the session', [], cancelSession(), { type: 'SessionCancelled' }],
    ['reschedule', [], reschedule(), { type: 'SessionRescheduled', data: { startsAt: instant(700) } }],
    ['set the policy', [], setPolicy({ shortfall: 'refuse' }), { type: 'SessionPolicySet' }],
    [
      'add seats of a new type',
      [],
      addSeats('B', 3, 'Balcony'),
      { type: 'SeatsAdded', data: { seatType: 'B', seats: 3, label: 'Balcony' } },
    ],
    ['remove seats', [], removeSeats('A', 3), { type: 'SeatsRemoved', data: { seatType: 'A', seats: 3 } }],
    ['set the allowance', [], setAllowance('A', 1), { type: 'AllowanceSet' }],
    ['confirm', [ada], confirm('Ada'), event('ReservationConfirmed', 'Ada')],
    ['cancel', [ada], cancel('Ada', 'ill'), event('ReservationCancelled', 'Ada', { reason: 'ill' })],
    [
      'join the waitlist',
      [],
      join('Ada', { A: 9 }, { guest: GUEST }),
      event('ReservationWaitlisted', 'Ada', { wanted: { A: 9 }, granted: {} }),
    ],
    ['leave the waitlist', [join('Ada', { A: 9 })], leave('Ada'), event('WaitlistLeft', 'Ada')],
    [
      'set a priority',
      [join('Ada', { A: 9 })],
      prioritise('Ada', 5),
      event('WaitlistPrioritySet', 'Ada', { priority: 5 }),
    ],
    ['check in', [ada], checkIn('Ada', 2), event('GuestCheckedIn', 'Ada', { guests: 2 })],
    ['take a check-in back', [ada, checkIn('Ada')], revertCheckIn('Ada'), event('CheckInReverted', 'Ada')],
    ['mark a no-show', [ada], noShow('Ada'), event('NoShowMarked', 'Ada')],
    ['log a contact', [ada], logContact('Ada'), { type: 'GuestContacted' }],
  ])('%s', (_, steps, command, fact) => {
    const then = given(schedule({ A: 5 }), ...steps).when(command);
    expect(then.facts[0]).toMatchObject(fact);
  });

  test('a session is scheduled with all that it needs to fold the same everywhere', () => {
    const then = given().when(schedule({ A: 5, B: 0 }));
    expect(then.facts).toMatchObject([{ type: 'SessionScheduled', data: { timeZone: 'Europe/Zurich' } }]);
    expect(then.session.status).toBe('open');
    expect([then.remaining('A'), then.remaining('B')]).toEqual([5, 0]);
  });

  test('facts carry the time, the person, the device and the ids of their command', () => {
    const story = given(schedule({ A: 5 }));
    const command = commandOf(reserve('Ada', { A: 1 }, { guest: GUEST }), 7);
    const decision = decide({ ...command, correlationId: eventId('walk') }, story.book);
    const [first, second] = decision.ok ? decision.facts.map((fact) => fact.event) : [];
    const common = {
      occurredAt: instant(7),
      actorId: 'ada',
      deviceId: 'tablet',
      correlationId: eventId('walk'),
    };
    expect(first).toMatchObject({ id: eventId('7.1'), meta: { ...common, causationId: null } });
    expect(second).toMatchObject({ id: eventId('7.2'), meta: { ...common, causationId: eventId('7.1') } });
    expect(() => decide({ ...command, eventIds: [] }, story.book)).toThrow('came with 0 event ids');
  });
});

describe('nothing left to do: no event', () => {
  const ada = reserve('Ada', { A: 2 });
  test.each<[string, Step[], CommandBody]>([
    ['close what is closed', [close()], close()],
    ['reopen what is open', [], reopen()],
    ['cancel a cancelled session', [cancelSession()], cancelSession()],
    ['set the allowance that is set', [setAllowance('A', 2)], setAllowance('A', 2)],
    ['confirm an unknown reservation', [], confirm('Ada')],
    ['confirm twice', [ada, confirm('Ada')], confirm('Ada')],
    ['cancel an unknown reservation', [], cancel('Ada')],
    ['cancel twice', [ada, cancel('Ada')], cancel('Ada')],
    ['wait for what one waits for', [join('Ada', { A: 9 })], join('Ada', { A: 9 })],
    ['wait for what one holds', [ada], join('Ada', { A: 2 })],
    ['set the priority that is set', [join('Ada', { A: 9 })], prioritise('Ada', 0)],
    ['check in twice', [ada, checkIn('Ada')], checkIn('Ada')],
    ['take back what is not there', [ada], revertCheckIn('Ada')],
    ['a no-show twice', [ada, noShow('Ada')], noShow('Ada')],
    ['a no-show of who is here', [ada, checkIn('Ada')], noShow('Ada')],
  ])('%s', (_, steps, command) => {
    const then = given(schedule({ A: 5 }), ...steps).when(command);
    expect([then.refusal, then.facts]).toEqual([undefined, []]);
  });
});

describe('refused, with what was found', () => {
  const ada = reserve('Ada', { A: 2 });
  test.each<Case>([
    ['schedule twice', [], schedule({ A: 1 }), { code: 'session-exists' }],
    ['reschedule a cancelled session', [cancelSession()], reschedule(), { code: 'session-cancelled' }],
    ['close a cancelled session', [cancelSession()], close(), { code: 'session-cancelled' }],
    ['reopen a cancelled session', [cancelSession()], reopen(), { code: 'session-cancelled' }],
    ['add seats to a cancelled one', [cancelSession()], addSeats('A', 1), { code: 'session-cancelled' }],
    ['reserve on a cancelled session', [cancelSession()], ada, { code: 'session-cancelled' }],
    ['reserve on a closed session', [close()], ada, { code: 'session-closed' }],
    ['wait on a closed session', [close()], join('Ada', { A: 1 }), { code: 'session-closed' }],
    ['remove unknown seats', [], removeSeats('Z', 1), { code: 'seat-type-unknown', seatType: 'Z' }],
    ['allow unknown seats', [], setAllowance('Z', 1), { code: 'seat-type-unknown', seatType: 'Z' }],
    ['remove too many', [], removeSeats('A', 6), { code: 'fewer-seats-than-that', capacity: 5 }],
    ['remove none', [], removeSeats('A', 0), { code: 'malformed' }],
    ['confirm who waits', [join('Ada', { A: 9 })], confirm('Ada'), { code: 'nothing-granted' }],
    [
      'confirm what is unfilled',
      [reserve('Bob', { A: 5 }), reserve('Ada', { A: 1 }, { shortfall: 'partial' })],
      confirm('Ada'),
      { code: 'nothing-granted' },
    ],
    ['confirm what is cancelled', [ada, cancel('Ada')], confirm('Ada'), { outcome: 'cancelled' }],
    ['confirm what is declined', [ada, ended('Ada')], confirm('Ada'), { outcome: 'declined' }],
    ['leave without waiting', [ada], leave('Ada'), { code: 'not-waiting' }],
    ['leave unknown', [], leave('Ada'), { code: 'reservation-unknown' }],
    ['a priority without waiting', [ada], prioritise('Ada', 1), { code: 'not-waiting' }],
    ['check in nobody knows whom', [], checkIn('Ada'), { code: 'reservation-unknown' }],
    ['a contact about nobody', [], logContact('Ada'), { code: 'reservation-unknown' }],
    ['a title too long', [], { ...cancelSession('x'.repeat(501)) }, { code: 'malformed' }],
    ['half a character', [], cancelSession('\ud800'), { code: 'malformed' }],
  ])('%s', (_, steps, command, refusal) => {
    const then = given(schedule({ A: 5 }), ...steps).when(command);
    expect(then.refusal).toMatchObject(refusal);
    expect(then.facts).toEqual([]);
  });

  test('a command on a session that nobody scheduled', () => {
    expect(given().when(reserve('Ada', { A: 1 })).refusal).toEqual({ code: 'session-unknown' });
  });

  test('a session without seats, with a seat type twice, or that ends before it starts', () => {
    const good = schedule({ A: 1 }) as Extract<CommandBody, { type: 'ScheduleSession' }>;
    const twice = [...good.seatTypes, ...good.seatTypes];
    expect(given().when({ ...good, seatTypes: [] }).refusal).toMatchObject({ code: 'malformed' });
    expect(given().when({ ...good, seatTypes: twice }).refusal).toMatchObject({ code: 'malformed' });
    expect(given().when({ ...good, endsAt: good.startsAt }).refusal).toEqual({
      code: 'session-ends-before-it-starts',
    });
  });
});

describe('the course of a session', () => {
  test('removing below what is taken makes it overbooked', () => {
    const then = given(schedule({ A: 5 }), reserve('Ada', { A: 4 })).when(removeSeats('A', 3));
    expect([then.remaining('A'), then.derived, then.outcome('Ada')]).toEqual([-2, [], 'reserved']);
  });

  test('two planners change seats: the deltas add up', () => {
    const then = given(schedule({ A: 5 }))
      .offline(addSeats('A', 2), removeSeats('A', 1))
      .meanwhile(addSeats('A', 10))
      .arrive();
    expect(then.remaining('A')).toBe(16);
  });

  test.each([
    ['rescheduled', reschedule(), 'session-rescheduled'],
    ['cancelled', cancelSession(), 'session-cancelled'],
  ])('each active reservation of a %s session has a follow-up', (_, command, why) => {
    const unfilled = reserve('Cleo', { A: 1 }, { shortfall: 'partial' });
    const then = given(
      schedule({ A: 2 }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { A: 2 }),
      unfilled,
      reserve('Dan', { A: 1 }),
      cancel('Dan'),
    ).when(command);
    expect(then.followUps('Ada', 'Bob', 'Cleo')).toEqual([`Ada: ${why}`, `Bob: ${why}`, `Cleo: ${why}`]);
  });

  test('a contact closes the follow-ups that it is about; without an answer they stay open', () => {
    const story = given(schedule({ A: 2 }), reserve('Ada', { A: 1 }), reserve('Bob', { A: 1 }));
    const { commit } = story.when(reschedule());
    const about = commit?.writes[0]?.facts.map((fact) => fact.id) ?? [];
    expect(story.when(logContact('Ada', about, 'no-answer')).followUps('Ada')).toContain(
      'Ada: session-rescheduled',
    );
    const told = story.when(logContact('Ada', about, 'told'));
    expect(told.followUps('Bob')).toEqual(['Bob: session-rescheduled']);
    expect(story.when(logContact('Ada', about, 'told')).followUps('Bob')).toEqual([
      'Bob: session-rescheduled',
    ]);
    expect(story.when(logContact('Bob', about, 'unreachable')).followUps()).toEqual([]);
  });

  test('a check-in is a fact: on a cancelled reservation it is recorded and opens one follow-up', () => {
    const story = given(schedule({ A: 2 }), reserve('Ada', { A: 1 }), cancel('Ada'));
    const then = story.when(checkIn('Ada', 1));
    expect(then.outcome('Ada')).toBe('cancelled');
    expect(then.reservation('Ada').arrival).toEqual({ kind: 'checked-in', guests: 1 });
    story.and(event('GuestCheckedIn', 'Ada', { guests: 3 }));
    expect(then.followUps('Ada')).toEqual(['Ada: arrived-without-seats']);
    expect(then.reservation('Ada').arrival).toEqual({ kind: 'checked-in', guests: 1 });
  });

  test('who comes after all is no no-show', () => {
    const then = given(schedule({ A: 2 }), reserve('Ada', { A: 1 }), noShow('Ada')).when(checkIn('Ada'));
    expect(then.reservation('Ada').arrival).toEqual({ kind: 'checked-in', guests: 1 });
  });

  test('a changed party stays confirmed as long as it holds something', () => {
    const story = given(schedule({ A: 4, B: 0 }), reserve('Ada', { A: 1 }), confirm('Ada'));
    expect(story.when(reserve('Ada', { A: 3 })).outcome('Ada')).toBe('confirmed');
    const none = story.when(reserve('Ada', { B: 1 }, { shortfall: 'partial' }));
    expect(none.outcome('Ada')).toBe('unfilled');
    expect(none.reservation('Ada').confirmed).toBe(false);
  });

  test('who was declined can still be described: somebody has to call them', () => {
    const story = given(schedule({ A: 2 }), reserve('Ada', { A: 1 }), ended('Ada'));
    story.and(event('GuestDescribed', 'Ada', { guest: GUEST }));
    expect(
      story.book.session(commandOf(close(), 1).sessionId)?.reservations.get(reservationId('Ada')),
    ).toMatchObject({ guest: GUEST, status: 'declined' });
  });
});
