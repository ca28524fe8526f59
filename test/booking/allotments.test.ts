import { describe, expect, test } from 'vitest';
import { unusedOf } from '../../shared/booking/allotment.ts';
import {
  addSeats,
  allot,
  allotmentExpired,
  by,
  type CommandBody,
  cancel,
  cancelSession,
  close,
  confirm,
  draw,
  event,
  giveBack,
  reopen,
  reserve,
  schedule,
} from '../support/commands.ts';
import { given, type Step, type Then } from '../support/given.ts';
import { allotmentId, deviceId, sessionId } from '../support/ids.ts';

const open = schedule({ A: 10, B: 2 });
const returned = { type: 'AllotmentReturned', data: { allotmentId: allotmentId() } };
const inTray = ({ session }: Then, name?: string) => {
  const allotment = session.allotments.get(allotmentId(name));
  return allotment && unusedOf(allotment);
};
const drawn = (then: Then, who: string) => then.reservation(who).drawn?.seats ?? {};

describe('A1: seats taken along', () => {
  test('are out of everybody else’s reach', () => {
    const then = given(open).when(allot({ A: 4 }));
    expect(then.facts).toEqual([
      {
        type: 'SeatsAllotted',
        data: { allotmentId: allotmentId(), deviceId: deviceId(), seats: { A: 4 }, minutes: 240 },
      },
    ]);
    expect([then.remaining('A'), inTray(then)]).toEqual([6, { A: 4 }]);
    expect(
      given(open, allot({ A: 4 }))
        .when(reserve('Bob', { A: 7 }))
        .outcome('Bob'),
    ).toBe('waitlisted');
  });

  test.each([
    ['more than there are', [], allot({ A: 11 }), { code: 'not-enough-seats', available: { A: 10 } }],
    ['of a type that is not known', [], allot({ Z: 1 }), { code: 'seat-type-unknown', seatType: 'Z' }],
    ['none', [], allot({}), { code: 'no-seats-asked' }],
    ['under the same id', [allot({ A: 1 })], allot({ A: 1 }), { code: 'allotment-exists' }],
    ['on a closed session', [close()], allot({ A: 1 }), { code: 'session-closed' }],
    ['on a cancelled session', [cancelSession()], allot({ A: 1 }), { code: 'session-cancelled' }],
    ['giving back what nobody took', [], giveBack(), { code: 'allotment-unknown' }],
  ])('refused: %s', (_, steps, command, refusal) => {
    expect(given(open, ...steps).when(command).refusal).toMatchObject(refusal);
  });

  test('that are gone by then are given back at once, whole', () => {
    const then = given(open)
      .offline(allot({ A: 4, B: 1 }))
      .meanwhile(reserve('Bob', { A: 7 }))
      .arrive();
    expect(then.derived).toEqual([returned]);
    expect([then.remaining('A'), then.remaining('B'), inTray(then)]).toEqual([3, 2, {}]);
  });

  test('are given back when the session closed meanwhile', () => {
    expect(
      given(open)
        .offline(allot({ A: 1 }))
        .meanwhile(close())
        .arrive().derived,
    ).toEqual([returned]);
  });
});

describe('A2, A3: what is drawn from a live allotment', () => {
  const took = [open, allot({ A: 4 })];
  const soldOut = by('phone', reserve('Bob', { A: 6 }));

  test('leaves the figures of everybody else as they are', () => {
    const then = given(...took).when(draw('Ada', { A: 3 }));
    expect([then.remaining('A'), inTray(then), drawn(then, 'Ada')]).toEqual([6, { A: 1 }, { A: 3 }]);
  });

  test('stands though the session sells out; a fifth is provisional, and waits', () => {
    const guests = ['Ann', 'Ben', 'Cid', 'Dot'];
    const then = given(...took)
      .offline(...guests.map((who) => draw(who, { A: 1 })), reserve('Eve', { A: 1 }))
      .meanwhile(soldOut)
      .arrive();
    expect(guests.map(then.outcome)).toEqual(['reserved', 'reserved', 'reserved', 'reserved']);
    expect(then.outcome('Eve')).toBe('waitlisted');
    expect(then.derived).toEqual([event('ReservationWaitlisted', 'Eve', { wanted: { A: 1 }, granted: {} })]);
  });

  test('stands on a session that is closed; anything else does not', () => {
    const then = given(...took)
      .offline(draw('Ada', { A: 2 }), reserve('Eve', { A: 1 }))
      .meanwhile(close())
      .arrive();
    expect([then.outcome('Ada'), then.outcome('Eve')]).toEqual(['reserved', 'declined']);
    expect(
      given(...took, close())
        .when(draw('Ada', { A: 2 }))
        .outcome('Ada'),
    ).toBe('reserved');
  });

  test('falls with a session that is cancelled', () => {
    const then = given(...took)
      .offline(draw('Ada', { A: 2 }))
      .meanwhile(cancelSession())
      .arrive();
    expect(then.derived).toEqual([event('ReservationDeclined', 'Ada', { reason: 'session-cancelled' })]);
    expect(given(...took, cancelSession()).when(draw('Ada', { A: 1 })).refusal?.code).toBe(
      'session-cancelled',
    );
  });

  test('needs no phone number: the promise is kept', () => {
    const named = (seats: number) =>
      reserve('Ada', { A: seats }, { fromAllotment: allotmentId(), guest: { name: 'Ada' } });
    expect(given(...took).when(named(1)).refusal).toBeUndefined();
    expect(given(...took).when(named(9)).refusal).toEqual({ code: 'contact-needed' });
  });

  test('is at most what is left in it, whatever the session has', () => {
    const then = given(...took).when(
      reserve('Ada', { A: 6 }, { fromAllotment: allotmentId(), shortfall: 'partial' }),
    );
    expect([then.reservation('Ada').granted, inTray(then), then.remaining('A')]).toEqual([{ A: 4 }, {}, 6]);
  });

  test.each<[string, CommandBody, object, ...Step[]]>([
    ['of another device', by('phone', draw('Ada', { A: 1 })), { code: 'allotment-of-another' }],
    ['that nobody took', draw('Ada', { A: 1 }, 'bag'), { code: 'allotment-unknown' }],
    ['that was given back', draw('Ada', { A: 1 }), { code: 'allotment-ended' }, giveBack()],
    ['whose time is over', draw('Ada', { A: 1 }), { code: 'allotment-ended' }, allotmentExpired()],
  ])('cannot be drawn from one %s', (_, command, refusal, ...before) => {
    expect(given(...took, ...before).when(command).refusal).toMatchObject(refusal);
  });

  test('cannot be drawn before the server has it (A1)', () => {
    const story = given(open);
    expect(() => story.offline(allot({ A: 4 }), draw('Ada', { A: 1 }))).toThrow('allotment-not-confirmed');
  });

  test('nor where it does not even have the session yet', () => {
    const draws = () => given().offline(open, allot({ A: 4 }), draw('Ada', { A: 1 }));
    expect(draws).toThrow('allotment-not-confirmed');
  });
});

describe('an allotment that ends', () => {
  const took = [open, allot({ A: 4 }), draw('Ada', { A: 3 })];

  test.each([
    ['is given back', giveBack()],
    ['runs out', allotmentExpired()],
  ])('when it %s: who drew keeps the seats, the others are free', (_, end) => {
    const then = given(...took).when(end);
    expect([then.remaining('A'), then.outcome('Ada'), drawn(then, 'Ada')]).toEqual([7, 'reserved', {}]);
  });

  test('frees seats for those who wait', () => {
    const waiting = reserve('Bob', { A: 7 });
    const then = given(...took, waiting).when(giveBack());
    expect(then.derived).toEqual([event('ReservationPromoted', 'Bob', { granted: { A: 7 } })]);
  });

  test('a draw that arrives too late is made good like any other', () => {
    const late = (seats: number) =>
      given(open, allot({ A: 4 }))
        .offline(draw('Ada', { A: 4 }))
        .meanwhile(allotmentExpired(), by('phone', reserve('Bob', { A: seats })))
        .arrive();
    expect([late(7).outcome('Ada'), late(7).derived.length]).toEqual(['waitlisted', 1]);
    expect([late(6).outcome('Ada'), late(6).derived.length, drawn(late(6), 'Ada')]).toEqual([
      'reserved',
      0,
      {},
    ]);
  });

  test('twice is no change', () => {
    expect(given(...took, giveBack()).when(giveBack()).facts).toEqual([]);
    expect(
      given(...took, giveBack())
        .when(allotmentExpired())
        .remaining('A'),
    ).toBe(7);
  });
});

describe('A4: what was drawn and is given up', () => {
  const took = [open, allot({ A: 4 }), draw('Ada', { A: 3 })];

  test('returns to the allotment, not to everybody', () => {
    expect(inTray(given(...took).when(cancel('Ada')))).toEqual({ A: 4 });
    expect(
      given(...took)
        .when(cancel('Ada'))
        .remaining('A'),
    ).toBe(6);
    const smaller = given(...took).when(reserve('Ada', { A: 1 }));
    expect([inTray(smaller), drawn(smaller, 'Ada'), smaller.remaining('A')]).toEqual([{ A: 3 }, { A: 1 }, 6]);
  });

  test('a change keeps what was drawn and asks for the rest', () => {
    const larger = given(...took).when(reserve('Ada', { A: 5 }));
    expect([drawn(larger, 'Ada'), larger.remaining('A'), inTray(larger)]).toEqual([{ A: 3 }, 4, { A: 1 }]);
  });

  test('a change that does not fit leaves the draw as it was', () => {
    for (const shortfall of ['waitlist', 'refuse', 'partial'] as const) {
      const then = given(...took)
        .offline(reserve('Ada', { A: 9 }, { shortfall }))
        .meanwhile(by('phone', reserve('Bob', { A: 6 })))
        .arrive();
      expect([shortfall, drawn(then, 'Ada'), inTray(then)]).toEqual([shortfall, { A: 3 }, { A: 1 }]);
      expect(then.reservation('Ada').granted).toEqual({ A: 3 });
    }
  });

  test('can be drawn again once the log has it, and not before (B2)', () => {
    const story = given(...took);
    const eve = reserve('Eve', { A: 2 }, { fromAllotment: allotmentId(), shortfall: 'refuse' });
    expect(() => story.offline(cancel('Ada'), eve)).toThrow('not-enough-seats');
    const pending = story.offline(cancel('Ada'));
    pending.arrive();
    expect(story.when(draw('Eve', { A: 2 })).outcome('Eve')).toBe('reserved');
  });

  test('what somebody holds can be turned into a draw', () => {
    const then = given(open, allot({ A: 4 }), reserve('Ada', { A: 3 }), confirm('Ada')).when(
      draw('Ada', { A: 3 }),
    );
    expect([drawn(then, 'Ada'), then.remaining('A'), then.outcome('Ada')]).toEqual([
      { A: 3 },
      6,
      'confirmed',
    ]);
    expect(given(open, allot({ A: 4 }), draw('Ada', { A: 3 })).when(draw('Ada', { A: 3 })).facts).toEqual([]);
  });
});

test('an overbooked session leaves a live allotment whole', () => {
  const story = given(open, allot({ A: 4 }), reserve('Bob', { A: 6 }));
  story.and({ type: 'SeatsRemoved', data: { seatType: 'A', seats: 8 } });
  const then = story.when(draw('Ada', { A: 4 }));
  expect([then.outcome('Ada'), then.derived, then.remaining('A')]).toEqual(['reserved', [], -8]);
  expect(story.when(addSeats('A', 3)).remaining('A')).toBe(-5);
  expect(story.and(close(), reopen()).book.session(sessionId())?.allotments.size).toBe(1);
});
