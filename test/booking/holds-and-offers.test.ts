import { describe, expect, test } from 'vitest';
import {
  acceptOffer,
  cancel,
  close,
  confirm,
  declineOffer,
  event,
  expired,
  join,
  leave,
  logContact,
  reopen,
  reserve,
  schedule,
  setPolicy,
} from '../support/commands.ts';
import { given } from '../support/given.ts';

const hold = (who: string, seats: number) => reserve(who, { A: seats }, { holdMinutes: 30 });

describe('B6: a hold', () => {
  const open = schedule({ A: 4 });

  test('ends when the server says so: the seats are free, and the guest is to be told', () => {
    const then = given(open, hold('Ada', 3), join('Bob', { A: 2 })).when(
      expired('ReservationExpired', 'Ada'),
    );
    expect([then.outcome('Ada'), then.outcome('Bob')]).toEqual(['expired', 'reserved']);
    expect(then.derived).toEqual([event('ReservationPromoted', 'Bob', { granted: { A: 2 } })]);
    expect(then.followUps('Ada', 'Bob')).toEqual(['Ada: hold-expired', 'Bob: promoted']);
  });

  test('ends with the confirmation, and what comes later finds nothing to end', () => {
    const confirmed = given(open, hold('Ada', 3), confirm('Ada'));
    expect(confirmed.when(expired('ReservationExpired', 'Ada')).outcome('Ada')).toBe('confirmed');
  });

  test('goes on when the party changes, and starts anew when that is asked', () => {
    const story = given(open, hold('Ada', 2));
    const first = story.when(reserve('Ada', { A: 3 })).reservation('Ada').hold;
    expect(first?.minutes).toBe(30);
    const again = story.when(reserve('Ada', { A: 3 }, { holdMinutes: 5 })).reservation('Ada').hold;
    expect([again?.minutes, again?.by === first?.by]).toEqual([5, false]);
  });

  test('is nothing on what is confirmed already', () => {
    const then = given(open, reserve('Ada', { A: 2 }), confirm('Ada')).when(hold('Ada', 3));
    expect([then.outcome('Ada'), then.reservation('Ada').hold]).toEqual(['confirmed', null]);
  });

  test('of a party that has to wait instead is none', () => {
    const then = given(open)
      .offline(hold('Ada', 3))
      .meanwhile(reserve('Bob', { A: 2 }))
      .arrive();
    expect([then.outcome('Ada'), then.reservation('Ada').hold]).toEqual(['waitlisted', null]);
  });

  test('a confirmation that comes too late opens a follow-up and changes nothing (what makes up for what)', () => {
    const then = given(open, hold('Ada', 3))
      .offline(confirm('Ada'))
      .meanwhile(expired('ReservationExpired', 'Ada'))
      .arrive();
    expect([then.outcome('Ada'), then.derived]).toEqual(['expired', []]);
    expect(then.followUps('Ada')).toEqual(['Ada: hold-expired', 'Ada: confirmed-without-seats']);
  });
});

describe('an offer', () => {
  const full = [schedule({ A: 4 }, { promotion: 'offer', offerMinutes: 90 }), reserve('Bob', { A: 4 })];
  const offered = [...full, join('Ada', { A: 2 }), join('Cleo', { A: 2 }), cancel('Bob')];

  test('keeps the seats of who is next, for as long as the policy says', () => {
    const then = given(...full, join('Ada', { A: 2 }), join('Cleo', { A: 3 })).when(cancel('Bob'));
    expect(then.derived).toEqual([event('SeatsOffered', 'Ada', { granted: { A: 2 }, minutes: 90 })]);
    expect([then.outcome('Ada'), then.outcome('Cleo'), then.remaining('A')]).toEqual([
      'offered',
      'waitlisted',
      2,
    ]);
    expect([then.followUps('Ada'), then.waitlist('Ada', 'Cleo')]).toEqual([['Ada: offered'], ['Cleo']]);
  });

  test('that is accepted is a booking; the answer shows that the guest was told', () => {
    const then = given(...offered).when(acceptOffer('Ada'));
    expect([then.outcome('Ada'), then.reservation('Ada').granted, then.remaining('A')]).toEqual([
      'reserved',
      { A: 2 },
      0,
    ]);
    expect(then.followUps('Cleo')).toEqual(['Cleo: offered']);
  });

  test.each([
    ['declined', declineOffer('Ada'), 'cancelled', []],
    ['given up with the waitlist', leave('Ada'), 'cancelled', ['Ada: offered']],
    ['cancelled', cancel('Ada'), 'cancelled', ['Ada: offered']],
    ['not answered in time', expired('OfferExpired', 'Ada'), 'expired', ['Ada: offer-expired']],
  ])('that is %s goes to the next', (_, step, outcome, followUps) => {
    const then = given(...offered, join('Dan', { A: 2 })).when(step);
    expect(then.outcome('Ada')).toBe(outcome);
    expect(then.derived).toEqual([event('SeatsOffered', 'Dan', { granted: { A: 2 }, minutes: 90 })]);
    expect(then.followUps('Ada').filter((one) => one.startsWith('Ada'))).toEqual(followUps);
  });

  test.each([
    ['accepted', acceptOffer('Ada')],
    ['declined', declineOffer('Ada')],
  ])('that is %s too late changes nothing, and somebody has to call', (_, answer) => {
    const then = given(...offered)
      .offline(answer)
      .meanwhile(expired('OfferExpired', 'Ada'))
      .arrive();
    expect([then.outcome('Ada'), then.derived]).toEqual(['expired', []]);
    expect(then.followUps('Ada', 'Cleo')).toEqual(['Cleo: offered', 'Ada: offer-expired', 'Ada: offer-gone']);
    expect(given(...full).when(acceptOffer('Bob')).refusal).toEqual({ code: 'no-offer' });
  });

  test('on a change counts the larger of what is held and what is offered, per seat type (B3)', () => {
    const story = given(
      schedule({ A: 6 }, { promotion: 'offer' }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { A: 4 }),
      join('Ada', { A: 5 }),
      cancel('Bob'),
    );
    const then = story.when(logContact('Ada'));
    expect([then.outcome('Ada'), then.reservation('Ada').granted, then.remaining('A')]).toEqual([
      'offered',
      { A: 2 },
      1,
    ]);
    const gone = story.when(expired('OfferExpired', 'Ada'));
    expect([gone.outcome('Ada'), gone.reservation('Ada').wanted, gone.remaining('A')]).toEqual([
      'reserved',
      { A: 2 },
      4,
    ]);
  });

  test('is not a thing to confirm: the guest answers it', () => {
    const story = given(
      schedule({ A: 6 }, { promotion: 'offer' }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { A: 4 }),
      join('Ada', { A: 5 }),
      cancel('Bob'),
    );
    expect(story.when(confirm('Ada')).refusal).toEqual({ code: 'answer-the-offer' });
    expect(story.when(event('ReservationConfirmed', 'Ada')).outcome('Ada')).toBe('offered');
  });

  test('that the guest no longer wants so large is made anew', () => {
    const then = given(...offered).when(join('Ada', { A: 1 }));
    expect([then.outcome('Ada'), then.reservation('Ada').offer?.seats]).toEqual(['offered', { A: 1 }]);
  });

  test('is back as it was when a change of the party is undone', () => {
    const story = given(
      schedule({ A: 6 }, { promotion: 'offer', shortfall: 'refuse' }),
      reserve('Ada', { A: 2 }),
      reserve('Bob', { A: 4 }),
      join('Ada', { A: 5 }),
      cancel('Bob'),
    );
    const then = story
      .offline(reserve('Ada', { A: 3 }))
      .meanwhile(close())
      .arrive();
    expect(then.derived.map(({ type }) => type)).toEqual(['ReservationRestored']);
    expect([then.outcome('Ada'), then.reservation('Ada').offer?.seats]).toEqual(['offered', { A: 5 }]);
  });

  test('is made by the policy of the day, and by nobody on a closed session', () => {
    const closed = given(...full, join('Ada', { A: 2 }), close()).when(cancel('Bob'));
    expect(closed.derived).toEqual([]);
    const story = given(
      ...full,
      join('Ada', { A: 2 }),
      close(),
      cancel('Bob'),
      setPolicy({ promotion: 'at-once' }),
    );
    expect(story.when(reopen()).outcome('Ada')).toBe('reserved');
  });
});
