import { describe, expect, test } from 'vitest';
import {
  addSeats,
  cancel,
  event,
  GUEST,
  removeSeats,
  reserve,
  schedule,
  setAllowance,
  setPolicy,
} from '../support/commands.ts';
import { given } from '../support/given.ts';
import { reservationId } from '../support/ids.ts';

const partial = { shortfall: 'partial' } as const;
const refuse = { shortfall: 'refuse' } as const;

describe('the examples', () => {
  test('ten seats, four asked: four granted, six remain', () => {
    const then = given(schedule({ A: 10 })).when(reserve('R1', { A: 4 }, partial));
    expect(then.facts).toEqual([
      event('SeatsReserved', 'R1', { wanted: { A: 4 }, granted: { A: 4 }, shortfall: 'partial' }),
    ]);
    expect(then.remaining('A')).toBe(6);
  });

  test('R1 holds six of ten and asks for twelve: ten granted, none remains', () => {
    const then = given(schedule({ A: 10 }), reserve('R1', { A: 6 })).when(reserve('R1', { A: 12 }, partial));
    expect(then.facts).toMatchObject([{ data: { wanted: { A: 12 }, granted: { A: 10 } } }]);
    expect(then.remaining('A')).toBe(0);
  });

  test('R1 holds six of A and asks for three of B: they are granted, and A is free again', () => {
    const then = given(schedule({ A: 10, B: 12 }), reserve('R1', { A: 6 })).when(
      reserve('R1', { B: 3 }, partial),
    );
    expect(then.facts).toMatchObject([{ data: { granted: { B: 3 } } }]);
    expect([then.remaining('A'), then.remaining('B')]).toEqual([10, 9]);
  });
});

describe('B1: remaining = capacity + allowance − granted to active reservations', () => {
  test('an allowance may be sold', () => {
    const then = given(schedule({ A: 2 }), setAllowance('A', 1)).when(reserve('R1', { A: 3 }));
    expect(then.facts).toMatchObject([{ data: { granted: { A: 3 } } }]);
    expect(then.remaining('A')).toBe(0);
  });

  test('a cancelled reservation holds nothing', () => {
    const then = given(schedule({ A: 2 }), reserve('R1', { A: 2 })).when(cancel('R1'));
    expect(then.remaining('A')).toBe(2);
  });

  test('added seats add up with what was there', () => {
    const then = given(schedule({ A: 2 })).when(addSeats('A', 3));
    expect(then.remaining('A')).toBe(5);
  });
});

describe('B2: granted = min(wanted, held + max(remaining, 0)) per seat type', () => {
  test('each type by itself', () => {
    const then = given(schedule({ A: 1, B: 5 })).when(reserve('R1', { A: 2, B: 2 }, partial));
    expect(then.facts).toMatchObject([{ data: { granted: { A: 1, B: 2 } } }]);
  });

  test('an overbooked session takes nothing from who holds seats, and gives nothing more', () => {
    const overbooked = () => given(schedule({ A: 6 }), reserve('R1', { A: 6 }), removeSeats('A', 3));
    expect(overbooked().when(reserve('R1', { A: 8 }, partial)).facts).toMatchObject([
      { data: { granted: { A: 6 } } },
    ]);
    const smaller = overbooked().when(reserve('R1', { A: 5 }));
    expect(smaller.facts).toMatchObject([{ data: { granted: { A: 5 } } }]);
    expect(smaller.remaining('A')).toBe(-2);
    expect(overbooked().when(reserve('R2', { A: 1 }, partial)).facts).toMatchObject([
      { data: { granted: {} } },
    ]);
  });
});

describe('B3: what happens with too few seats', () => {
  test('partial takes what there is', () => {
    const then = given(schedule({ A: 3 }), reserve('R1', { A: 1 })).when(reserve('R2', { A: 5 }, partial));
    expect(then.facts).toMatchObject([{ type: 'SeatsReserved', data: { granted: { A: 2 } } }]);
    expect(then.outcome('R2')).toBe('reserved');
  });

  test('partial with nothing left is recorded, and is unfilled', () => {
    const then = given(schedule({ A: 1 }), reserve('R1', { A: 1 })).when(reserve('R2', { A: 5 }, partial));
    expect(then.facts).toMatchObject([{ type: 'SeatsReserved', data: { granted: {} } }]);
    expect(then.outcome('R2')).toBe('unfilled');
  });

  test('refuse records nothing and says what there would be', () => {
    const story = given(schedule({ A: 3 }), reserve('R1', { A: 1 }));
    const then = story.when(reserve('R2', { A: 5 }, refuse));
    expect(then.refusal).toEqual({ code: 'not-enough-seats', wanted: { A: 5 }, available: { A: 2 } });
    expect(then.facts).toEqual([]);
  });

  test('a new reservation waits whole', () => {
    const then = given(schedule({ A: 3 })).when(reserve('R1', { A: 5 }));
    expect(then.facts).toEqual([event('ReservationWaitlisted', 'R1', { wanted: { A: 5 }, granted: {} })]);
    expect(then.outcome('R1')).toBe('waitlisted');
    expect(then.remaining('A')).toBe(3);
  });

  test('a change keeps exactly what it held and waits for the rest', () => {
    const then = given(schedule({ A: 10 }), reserve('R1', { A: 6 })).when(reserve('R1', { A: 12 }));
    expect(then.facts).toEqual([
      event('ReservationWaitlisted', 'R1', { wanted: { A: 12 }, granted: { A: 6 } }),
    ]);
    expect(then.outcome('R1')).toBe('wanting-more');
    expect(then.remaining('A')).toBe(4);
  });

  test('a smaller party that fits drops the change request', () => {
    const then = given(schedule({ A: 10 }), reserve('R1', { A: 6 }), reserve('R1', { A: 12 })).when(
      reserve('R1', { A: 6 }),
    );
    expect(then.facts).toMatchObject([{ type: 'SeatsReserved', data: { granted: { A: 6 } } }]);
    expect(then.outcome('R1')).toBe('reserved');
    expect(then.session.waitlist).toEqual([]);
  });

  test('the policy of the session decides where the command does not', () => {
    const story = given(schedule({ A: 1 }, { shortfall: 'refuse' }));
    expect(story.when(reserve('R1', { A: 2 })).refusal).toMatchObject({ code: 'not-enough-seats' });
    const then = story.and(setPolicy({ shortfall: 'partial' })).when(reserve('R1', { A: 2 }));
    expect(then.facts).toMatchObject([{ data: { granted: { A: 1 }, shortfall: 'partial' } }]);
  });

  test('asking for what one has already is no event', () => {
    const story = given(schedule({ A: 4 }), reserve('R1', { A: 2 }), reserve('R2', { A: 5 }));
    expect(story.when(reserve('R1', { A: 2 })).facts).toEqual([]);
    expect(story.when(reserve('R2', { A: 5 })).facts).toEqual([]);
  });
});

describe('B4: what cannot be asked', () => {
  const story = given(schedule({ A: 10, B: 5 }), reserve('gone', { A: 1 }), cancel('gone'));
  test.each([
    ['one unknown seat type among known ones', { A: 1, Z: 1 }, { code: 'seat-type-unknown', seatType: 'Z' }],
    ['no seats in all', {}, { code: 'no-seats-asked' }],
    ['zero seats', { A: 0 }, { code: 'no-seats-asked' }],
    ['half a seat', { A: 1.5 }, { code: 'malformed' }],
    ['less than none', { A: 3, B: -1 }, { code: 'malformed' }],
  ])('%s', (_, seats, refusal) => {
    const then = story.when(reserve('R1', seats));
    expect(then.refusal).toMatchObject(refusal);
    expect(then.facts).toEqual([]);
  });

  test('the id of an ended reservation is not used again', () => {
    expect(story.when(reserve('gone', { A: 1 })).refusal).toEqual({
      code: 'reservation-ended',
      outcome: 'cancelled',
    });
  });

  test('in the fold an unknown seat type has no capacity', () => {
    const then = given(
      schedule({ A: 1 }),
      event('SeatsReserved', 'R1', { wanted: { Z: 1 }, granted: { Z: 1 }, shortfall: 'waitlist' }),
    ).when(cancel('nobody'));
    expect(then.outcome('R1')).toBe('waitlisted');
    expect(then.remaining('Z')).toBe(0);
  });
});

describe('B7: a booking that may have to be made good needs a way to reach the guest', () => {
  test('a phone or a mail address', () => {
    const story = given(schedule({ A: 10 }));
    const refusal = { code: 'contact-needed' };
    expect(story.when(reserve('R1', { A: 1 }, { guest: { name: 'Ada' } })).refusal).toEqual(refusal);
    expect(story.when(reserve('R1', { A: 1 }, { guest: { name: 'A', mail: 'a@b.ch' } })).facts).toHaveLength(
      2,
    );
    expect(story.when(reserve('R2', { A: 1 }, { guest: GUEST })).facts).toMatchObject([
      { type: 'SeatsReserved' },
      { type: 'GuestDescribed', data: { reservationId: reservationId('R2'), guest: GUEST } },
    ]);
  });

  test('who the guest is stands in GuestDescribed alone (D1), and once', () => {
    const story = given(schedule({ A: 10 }), reserve('R1', { A: 1 }, { guest: GUEST }));
    expect(story.when(reserve('R1', { A: 2 }, { guest: GUEST })).facts).toMatchObject([
      { type: 'SeatsReserved' },
    ]);
    const moved = { ...GUEST, phone: '+41 44 555 99 99' };
    expect(story.when(reserve('R1', { A: 2 }, { guest: moved })).facts).toEqual([
      event('GuestDescribed', 'R1', { guest: moved }),
    ]);
    const named = story.log.filter((placed) => JSON.stringify(placed).includes('Moreau'));
    expect(new Set(named.map(({ type }) => type))).toEqual(new Set(['GuestDescribed']));
  });
});
