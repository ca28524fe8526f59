import { describe, expect, test } from 'vitest';
import type { Policy, Shortfall } from '../../shared/booking/events.ts';
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
  reserve,
  schedule,
} from '../support/commands.ts';
import { given, type Step, type Then } from '../support/given.ts';
import { reservationId, sessionId } from '../support/ids.ts';

/** Ada's device decides on the book after `before`, and comes back after `meanwhile`. */
function late(before: Step[], ada: CommandBody[], meanwhile: Step[], policy: Partial<Policy> = {}): Then {
  return given(schedule({ A: 10, B: 2 }, policy), ...before)
    .offline(...ada)
    .meanwhile(...meanwhile)
    .arrive();
}
const asking = (shortfall: Shortfall, seats: object) => reserve('Ada', { ...seats }, { shortfall });
const declined = (reason: string) => event('ReservationDeclined', 'Ada', { reason });
const compensations = ({ commits }: Then) =>
  commits.flatMap(({ writes }) =>
    writes.flatMap(({ derived }) => derived.filter(({ meta }) => meta.compensates)),
  );

describe('a new reservation without seats', () => {
  const taken = [reserve('Bob', { A: 7 })];

  test('waitlist: it waits whole', () => {
    const then = late([], [asking('waitlist', { A: 4 })], taken);
    expect(then.derived).toEqual([event('ReservationWaitlisted', 'Ada', { wanted: { A: 4 }, granted: {} })]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['waitlisted', 3]);
    expect(then.followUps('Ada')).toEqual(['Ada: waitlisted']);
  });

  test('partial: it is reduced to what there is', () => {
    const then = late([], [asking('partial', { A: 4 })], taken);
    expect(then.derived).toEqual([event('ReservationReduced', 'Ada', { granted: { A: 3 } })]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['reserved', 0]);
    expect(then.followUps('Ada')).toEqual(['Ada: reduced']);
  });

  test('partial, and nothing left: it is unfilled', () => {
    const then = late([], [asking('partial', { A: 4 })], [reserve('Bob', { A: 10 })]);
    expect(then.derived).toEqual([event('ReservationReduced', 'Ada', { granted: {} })]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['unfilled', 0]);
  });

  test('refuse: it is declined', () => {
    const then = late([], [asking('refuse', { A: 4 })], taken);
    expect(then.derived).toEqual([declined('full')]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['declined', 3]);
    expect(then.followUps('Ada')).toEqual(['Ada: declined']);
  });

  test('the policy by which it was decided counts, not the one of today', () => {
    const then = late([], [reserve('Ada', { A: 4 })], [...taken], { shortfall: 'refuse' });
    expect(then.derived).toEqual([declined('full')]);
  });

  test('with enough seats left nothing has to be made good', () => {
    const then = late([], [asking('waitlist', { A: 3 })], taken);
    expect([then.derived, then.outcome('Ada')]).toEqual([[], 'reserved']);
  });
});

describe('a changed party without seats', () => {
  const before = [reserve('Ada', { A: 4 }), confirm('Ada')];
  const taken = [reserve('Bob', { A: 5 })];

  test('waitlist: it keeps what it held, and waits', () => {
    const then = late(before, [asking('waitlist', { A: 6 })], taken);
    expect(then.derived).toEqual([
      event('ReservationWaitlisted', 'Ada', { wanted: { A: 6 }, granted: { A: 4 } }),
    ]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['wanting-more', 1]);
    expect(then.reservation('Ada').confirmed).toBe(true);
  });

  test('partial: it is reduced to what it held and what there is', () => {
    const then = late(before, [asking('partial', { A: 6 })], taken);
    expect(then.derived).toEqual([event('ReservationReduced', 'Ada', { granted: { A: 5 } })]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['confirmed', 0]);
  });

  test('refuse: it is restored', () => {
    const then = late(before, [asking('refuse', { A: 6 })], taken);
    expect(then.derived).toEqual([
      event('ReservationRestored', 'Ada', { granted: { A: 4 }, wanted: { A: 4 } }),
    ]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['confirmed', 1]);
    expect(then.followUps('Ada')).toEqual(['Ada: restored']);
  });

  test('restored, it waits at its old place', () => {
    const waiting = [reserve('Bob', { A: 10 }), join('Ada', { B: 1, A: 1 }), join('Cleo', { A: 1 })];
    const then = late(waiting, [asking('refuse', { B: 2 })], [reserve('Dan', { B: 1 })]);
    expect(then.derived).toEqual([
      event('ReservationRestored', 'Ada', { granted: {}, wanted: { B: 1, A: 1 } }),
    ]);
    expect(then.waitlist('Ada', 'Cleo')).toEqual(['Ada', 'Cleo']);
  });

  test('compensated with a place in the waitlist, it keeps the one that it had', () => {
    const waiting = [reserve('Bob', { A: 10 }), join('Ada', { B: 1, A: 1 }), join('Cleo', { A: 1 })];
    const then = late(waiting, [asking('waitlist', { B: 2 })], [reserve('Dan', { B: 1 })]);
    expect(then.derived).toMatchObject([{ type: 'ReservationWaitlisted', data: { wanted: { B: 2 } } }]);
    expect(then.waitlist('Ada', 'Cleo')).toEqual(['Ada', 'Cleo']);
  });

  test('restored are the seats; what the same commit says of the guest stays', () => {
    const change = reserve('Ada', { A: 6 }, { shortfall: 'refuse', guest: GUEST });
    const then = late(before, [change], taken);
    expect(then.reservation('Ada')).toMatchObject({ granted: { A: 4 }, confirmed: true, guest: GUEST });
  });

  test('another seat type that is gone by now: it goes back to what it gave up', () => {
    const then = late(before, [asking('waitlist', { B: 2 })], [reserve('Bob', { A: 6, B: 1 })]);
    expect(then.derived).toMatchObject([{ data: { wanted: { B: 2 }, granted: { A: 4 } } }]);
    expect([then.remaining('A'), then.remaining('B')]).toEqual([0, 1]);
  });
});

describe('a place in the waitlist that was decided on an older book', () => {
  const full = [reserve('Ada', { A: 4 }), reserve('Bob', { A: 6 })];

  test('keeps what it holds by now, not what it held then', () => {
    const then = late(full, [reserve('Ada', { A: 6 })], [reserve('Ada', { A: 2 })]);
    expect(then.derived).toEqual([
      event('ReservationWaitlisted', 'Ada', { wanted: { A: 6 }, granted: { A: 2 } }),
    ]);
  });

  test('takes nothing from who was promoted meanwhile', () => {
    const promoted = [reserve('Ada', { A: 6 }), cancel('Bob'), reserve('Cleo', { A: 4 })];
    const then = late(full, [reserve('Ada', { A: 8 })], promoted);
    expect(then.derived).toMatchObject([{ data: { wanted: { A: 8 }, granted: { A: 6 } } }]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['wanting-more', 0]);
  });

  test('is promoted in the same commit when there are seats by now', () => {
    const then = late(full, [join('Cleo', { A: 3 })], [cancel('Bob')]);
    expect(then.derived).toEqual([event('ReservationPromoted', 'Cleo', { granted: { A: 3 } })]);
    expect(compensations(then)).toEqual([]);
  });
});

describe('on a closed session', () => {
  test.each<Shortfall>(['waitlist', 'partial', 'refuse'])('a new one (%s) is declined', (shortfall) => {
    const then = late([], [asking(shortfall, { A: 1 })], [close()]);
    expect(then.derived).toEqual([declined('session-closed')]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual(['declined', 10]);
  });

  test.each([
    ['larger', reserve('Ada', { A: 6 })],
    ['smaller', reserve('Ada', { A: 2 })],
    ['waiting', reserve('Ada', { A: 20 })],
  ])('a %s party is restored', (_, change) => {
    const then = late([reserve('Ada', { A: 4 })], [change], [close()]);
    expect(then.derived).toEqual([
      event('ReservationRestored', 'Ada', { granted: { A: 4 }, wanted: { A: 4 } }),
    ]);
    expect([then.outcome('Ada'), then.session.waitlist]).toEqual(['reserved', []]);
  });

  test('closed and reopened meanwhile, it stands', () => {
    const then = late([], [asking('waitlist', { A: 1 })], [close(), { type: 'ReopenSession' }]);
    expect([then.derived, then.outcome('Ada')]).toEqual([[], 'reserved']);
  });
});

describe('declined, whatever was asked', () => {
  test.each([
    ['a new one', [], 'declined'],
    ['a change', [reserve('Ada', { A: 4 })], 'declined'],
  ])('on a cancelled session: %s', (_, before, outcome) => {
    const then = late(before, [asking('waitlist', { A: 2 })], [cancelSession()]);
    expect(then.derived).toEqual([declined('session-cancelled')]);
    expect([then.outcome('Ada'), then.remaining('A')]).toEqual([outcome, 10]);
    expect(then.followUps('Ada')).toContain('Ada: declined');
  });

  test.each([
    ['more seats', reserve('Ada', { A: 6 })],
    ['fewer seats', reserve('Ada', { A: 1 })],
    ['a place in the waitlist', reserve('Ada', { A: 40 })],
  ])('of a reservation that is cancelled by now: %s; it stays cancelled', (_, change) => {
    const then = late([reserve('Ada', { A: 4 })], [change], [cancel('Ada')]);
    expect(then.derived).toEqual([declined('reservation-ended')]);
    expect([then.outcome('Ada'), then.remaining('A'), then.session.waitlist]).toEqual(['cancelled', 10, []]);
    expect(then.followUps('Ada')).toEqual(['Ada: declined']);
  });

  test('of a reservation that was declined: what builds on it offline is declined too', () => {
    const then = late([], [asking('refuse', { A: 4 }), reserve('Ada', { A: 5 })], [reserve('Bob', { A: 8 })]);
    expect(then.derived).toEqual([declined('full'), declined('reservation-ended')]);
    expect(then.outcome('Ada')).toBe('declined');
  });
});

describe('recorded without a compensation', () => {
  const none = (then: Then) => expect(compensations(then)).toEqual([]);

  test.each<[string, CommandBody[], Step[], string]>([
    ['waitlisted', [asking('waitlist', { A: 4 })], [reserve('Bob', { A: 8 })], 'waitlisted'],
    ['unfilled', [asking('partial', { A: 4 })], [reserve('Bob', { A: 10 })], 'unfilled'],
    ['declined', [asking('refuse', { A: 4 })], [reserve('Bob', { A: 8 })], 'declined'],
  ])('a confirmation of what is %s: no change, a follow-up', (_, asked, meanwhile, outcome) => {
    const then = late([], [...asked, confirm('Ada')], meanwhile);
    expect(compensations({ ...then, commits: then.commits.slice(1) })).toEqual([]);
    expect(then.commits.at(-1)?.writes[0]?.facts).toMatchObject([{ type: 'ReservationConfirmed' }]);
    expect([then.outcome('Ada'), then.reservation('Ada').confirmed]).toEqual([outcome, false]);
    expect(then.followUps('Ada')).toContain('Ada: confirmed-without-seats');
  });

  test('a confirmation of what is cancelled', () => {
    const then = late([reserve('Ada', { A: 1 })], [confirm('Ada')], [cancel('Ada')]);
    none(then);
    expect([then.outcome('Ada'), then.followUps('Ada')]).toEqual([
      'cancelled',
      ['Ada: confirmed-without-seats'],
    ]);
  });

  test('who left the waitlist and was promoted meanwhile is cancelled, and the next one follows', () => {
    const before = [reserve('Bob', { A: 10 }), join('Ada', { A: 4 }), join('Cleo', { A: 10 })];
    const then = late(before, [leave('Ada')], [cancel('Bob')]);
    none(then);
    expect([then.outcome('Ada'), then.outcome('Cleo')]).toEqual(['cancelled', 'reserved']);
  });

  test('who left with a change request keeps what is held', () => {
    const before = [reserve('Bob', { A: 8 }), reserve('Ada', { A: 2 }), reserve('Ada', { A: 4 })];
    const then = late(before, [leave('Ada')], [addSeats('A', 1)]);
    none(then);
    expect(then.reservation('Ada')).toMatchObject({ wanted: { A: 2 }, granted: { A: 2 }, waiting: null });
  });

  test.each<[string, CommandBody, Step]>([
    ['cancelled twice', cancel('Ada'), cancel('Ada', 'no longer')],
    ['checked in twice', checkIn('Ada', 2), checkIn('Ada', 1)],
    ['told twice', logContact('Ada'), logContact('Ada')],
  ])('%s: no change', (_, command, same) => {
    const story = given(schedule({ A: 10 }), reserve('Ada', { A: 2 }));
    const arriving = story.offline(command).meanwhile(same);
    const was = { ...story.book.session(sessionId())?.reservations.get(reservationId('Ada')) };
    const then = arriving.arrive();
    none(then);
    expect(then.reservation('Ada')).toEqual(was);
    expect(then.followUps()).toEqual([]);
  });
});

test('exactly one compensation per reservation and commit (C3)', () => {
  const then = late(
    [reserve('Cleo', { A: 1 })],
    [asking('waitlist', { A: 4 }), reserve('Ada', { A: 5 }), reserve('Cleo', { A: 3 })],
    [reserve('Bob', { A: 9 })],
  );
  expect(compensations(then).map(({ type }) => type)).toEqual([
    'ReservationWaitlisted',
    'ReservationWaitlisted',
    'ReservationWaitlisted',
  ]);
  const made = compensations(then).flatMap(({ meta }) => meta.compensates ?? []);
  expect(new Set(made).size).toBe(made.length);
  expect(then.commits.map(({ writes }) => writes[0]?.derived.length)).toEqual([1, 1, 1]);
});
