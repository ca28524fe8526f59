import { describe, expect, test } from 'vitest';
import { MOST_PROMOTIONS } from '../../shared/booking/rules.ts';
import {
  addSeats,
  cancel,
  cancelSession,
  close,
  confirm,
  event,
  join,
  leave,
  prioritise,
  removeSeats,
  reopen,
  reserve,
  schedule,
  setAllowance,
} from '../support/commands.ts';
import { given } from '../support/given.ts';
import { eventId } from '../support/ids.ts';

const promoted = (who: string, granted: object) => event('ReservationPromoted', who, { granted });
const PEOPLE = ['Ada', 'Bob', 'Cleo', 'Dan'];
/** Two seats, both taken by Ada; Bob, Cleo and Dan wait for one each. */
const full = () =>
  given(
    schedule({ A: 2 }),
    reserve('Ada', { A: 2 }),
    join('Bob', { A: 1 }),
    join('Cleo', { A: 1 }),
    join('Dan', { A: 1 }),
  );

describe('the order of the waitlist: priority, then the order of recording', () => {
  test('first come, first served', () => {
    expect(
      full()
        .when(confirm('Ada'))
        .waitlist(...PEOPLE),
    ).toEqual(['Bob', 'Cleo', 'Dan']);
  });

  test('a higher priority goes first, a lower one last', () => {
    const then = full().and(prioritise('Dan', 1)).when(prioritise('Bob', -1));
    expect(then.waitlist(...PEOPLE)).toEqual(['Dan', 'Cleo', 'Bob']);
  });

  test('the priority taken back, the place is the old one', () => {
    const then = full().and(prioritise('Dan', 1)).when(prioritise('Dan', 0));
    expect(then.waitlist(...PEOPLE)).toEqual(['Bob', 'Cleo', 'Dan']);
  });

  test('waiting again keeps the place (B3)', () => {
    const then = full().when(join('Bob', { A: 2 }));
    expect(then.facts).toMatchObject([{ type: 'ReservationWaitlisted', data: { wanted: { A: 2 } } }]);
    expect(then.waitlist(...PEOPLE)).toEqual(['Bob', 'Cleo', 'Dan']);
  });

  test('leaving and coming back takes a new reservation, and its place is the last', () => {
    const then = full()
      .and(leave('Bob'))
      .when(join('Bob again', { A: 1 }));
    expect(then.outcome('Bob')).toBe('cancelled');
    expect(then.waitlist(...PEOPLE, 'Bob again')).toEqual(['Cleo', 'Dan', 'Bob again']);
  });
});

describe('promotion, in the commit that frees the seats', { timeout: 60_000 }, () => {
  test('a cancelled booking', () => {
    const then = full().when(cancel('Ada'));
    expect(then.derived).toEqual([promoted('Bob', { A: 1 }), promoted('Cleo', { A: 1 })]);
    expect(then.waitlist(...PEOPLE)).toEqual(['Dan']);
    expect(then.outcome('Bob')).toBe('reserved');
    expect(then.followUps(...PEOPLE)).toEqual(['Bob: promoted', 'Cleo: promoted']);
  });

  test('a party that shrinks', () => {
    expect(full().when(reserve('Ada', { A: 1 })).derived).toEqual([promoted('Bob', { A: 1 })]);
  });

  test('seats added, and a higher allowance', () => {
    expect(full().when(addSeats('A', 1)).derived).toEqual([promoted('Bob', { A: 1 })]);
    expect(full().when(setAllowance('A', 2)).derived).toHaveLength(2);
  });

  test('a closed session promotes nobody; reopening does', () => {
    const story = full().and(close());
    expect(story.when(cancel('Ada')).derived).toEqual([]);
    expect(story.when(reopen()).derived).toEqual([promoted('Bob', { A: 1 }), promoted('Cleo', { A: 1 })]);
  });

  test('a cancelled session promotes nobody', () => {
    expect(full().and(cancelSession()).when(cancel('Ada')).derived).toEqual([]);
  });

  test('an overbooked session promotes nobody until there are seats again', () => {
    const story = full().and(removeSeats('A', 2));
    expect(story.when(reserve('Ada', { A: 1 })).derived).toEqual([]);
    expect(story.when(addSeats('A', 1)).derived).toEqual([]);
    expect(story.when(addSeats('A', 1)).derived).toEqual([promoted('Bob', { A: 1 })]);
  });

  test('a party that is too large does not hold up those behind it, and is never split', () => {
    const story = given(
      schedule({ A: 3 }),
      reserve('Ada', { A: 3 }),
      join('Bob', { A: 4 }),
      join('Cleo', { A: 2 }),
    );
    const then = story.when(cancel('Ada'));
    expect(then.derived).toEqual([promoted('Cleo', { A: 2 })]);
    expect(then.waitlist(...PEOPLE)).toEqual(['Bob']);
  });

  test('whoever fits at once does not wait', () => {
    const then = given(schedule({ A: 3 })).when(join('Ada', { A: 2 }));
    expect(then.derived).toEqual([promoted('Ada', { A: 2 })]);
  });

  test('P7: only so many in one commit; the next one on the stream goes on', () => {
    const crowd = Array.from({ length: MOST_PROMOTIONS + 2 }, (_, index) => join(`guest ${index}`, { A: 1 }));
    const story = given(schedule({ A: 0, B: 1 }), ...crowd);
    expect(story.when(addSeats('A', 1000)).derived).toHaveLength(MOST_PROMOTIONS);
    expect(story.when(reserve('Ada', { B: 1 })).derived).toHaveLength(2);
  });

  test('a compensation does not count among them', () => {
    const crowd = Array.from({ length: MOST_PROMOTIONS }, (_, index) => join(`guest ${index}`, { A: 1 }));
    const late = given(schedule({ A: 500, B: 1 }), reserve('Ada', { A: 500 })).and(...crowd);
    const then = late
      .offline(reserve('Ada', { B: 1 }, { shortfall: 'partial' }))
      .meanwhile(reserve('Bob', { B: 1 }));
    expect(then.arrive().derived.map(({ type }) => type)).toEqual([
      'ReservationReduced',
      ...crowd.map(() => 'ReservationPromoted'),
    ]);
  });
});

describe('a change request', () => {
  const wantsMore = () =>
    given(
      schedule({ A: 4, B: 2 }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { A: 2 }),
      reserve('Ada', { A: 4 }),
    );

  test('is promoted by one swap', () => {
    const then = wantsMore().when(cancel('Bob'));
    expect(then.derived).toEqual([promoted('Ada', { A: 4 })]);
    expect(then.reservation('Ada')).toMatchObject({ granted: { A: 4 }, waiting: null });
    expect(then.remaining('A')).toBe(0);
  });

  test('whose swap frees seats lets the next one in, in the same commit', () => {
    const then = given(
      schedule({ A: 2, B: 1 }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { B: 1 }),
      reserve('Ada', { B: 1 }),
      join('Cleo', { A: 2 }),
    ).when(cancel('Bob'));
    expect(then.derived).toEqual([promoted('Ada', { B: 1 }), promoted('Cleo', { A: 2 })]);
  });

  test('for fewer seats of an overbooked type is promoted with the rest of what it wants', () => {
    const then = given(
      schedule({ A: 4, B: 1 }),
      reserve('Ada', { A: 3 }),
      reserve('Bob', { B: 1 }),
      reserve('Ada', { A: 2, B: 1 }),
      removeSeats('A', 3),
    ).when(cancel('Bob'));
    expect(then.derived).toEqual([promoted('Ada', { A: 2, B: 1 })]);
    expect(then.remaining('A')).toBe(-1);
  });

  test('can be cancelled whole', () => {
    const then = wantsMore().when(cancel('Ada'));
    expect([then.outcome('Ada'), then.remaining('A'), then.session.waitlist]).toEqual(['cancelled', 2, []]);
  });

  test('can be confirmed for what it holds, and stays confirmed when it is promoted', () => {
    const story = wantsMore();
    expect(story.when(confirm('Ada')).outcome('Ada')).toBe('wanting-more');
    expect(story.when(cancel('Bob')).outcome('Ada')).toBe('confirmed');
  });

  test('dropped, it keeps what it holds', () => {
    const then = wantsMore().when(leave('Ada'));
    expect(then.outcome('Ada')).toBe('reserved');
    expect(then.reservation('Ada')).toMatchObject({ wanted: { A: 2 }, granted: { A: 2 }, waiting: null });
  });

  test('dropped late, after the swap, goes back to what it held', () => {
    const then = wantsMore().offline(leave('Ada')).meanwhile(cancel('Bob')).arrive();
    expect(then.derived).toEqual([]);
    expect(then.reservation('Ada')).toMatchObject({ wanted: { A: 2 }, granted: { A: 2 }, waiting: null });
  });

  test('dropped late, when what it held is gone, stays as it is and opens a follow-up', () => {
    const story = given(
      schedule({ A: 2, B: 1 }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { B: 1 }),
      reserve('Ada', { B: 1 }),
    );
    const then = story
      .offline(leave('Ada'))
      .meanwhile(cancel('Bob'), reserve('Cleo', { A: 1 }))
      .arrive();
    expect(then.reservation('Ada')).toMatchObject({ granted: { B: 1 }, waiting: null });
    expect(then.remaining('A')).toBe(1);
    expect(then.followUps('Ada')).toEqual(['Ada: promoted', 'Ada: promoted']);
    expect([...then.session.followUps.values()].at(-1)?.about).not.toBe(eventId('something'));
  });
});
