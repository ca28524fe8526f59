import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import { remaining } from '../../shared/booking/session.ts';
import { sessionOf } from '../../shared/log/ids.ts';
import {
  allot,
  by,
  cancel,
  cancelSession,
  close,
  draw,
  event,
  GUEST,
  join,
  move,
  onSession,
  reserve,
  schedule,
} from '../support/commands.ts';
import { given, type Step, type Story, type Then } from '../support/given.ts';
import { reservationId, sessionId } from '../support/ids.ts';

const two = (...more: Step[]): Story =>
  given(
    schedule({ A: 4 }),
    onSession('other', schedule({ A: 4 })),
    reserve('Ada', { A: 3 }, { guest: GUEST }),
    ...more,
  );

/** How Ada stands in each session, and what is left there. */
function stand({ book }: Pick<Story, 'book'>): unknown[] {
  return [sessionId(), sessionId('other')].map((id) => {
    const session = book.session(id);
    const ada = session?.reservations.get(reservationId('Ada'));
    return [ada && outcomeOf(ada), session && remaining(session, 'A')];
  });
}
const where = ({ commit }: Then) =>
  commit?.writes.map(({ streamId, facts, derived }) => [
    sessionOf(streamId) === sessionId() ? 'here' : 'there',
    ...[...facts, ...derived].map(({ type }) => type),
  ]);

describe('a move', () => {
  test('is one commit on two streams; the guest goes along', () => {
    const story = two();
    const then = story.when(move('Ada'));
    expect(where(then)).toEqual([
      ['here', 'ReservationMovedOut'],
      ['there', 'SeatsReserved', 'GuestDescribed'],
    ]);
    expect(stand(story)).toEqual([
      ['moved', 4],
      ['reserved', 1],
    ]);
    expect(story.book.session(sessionId('other'))?.reservations.get(reservationId('Ada'))?.guest).toEqual(
      GUEST,
    );
  });

  test.each([
    ['to a full session', [onSession('other', reserve('Bob', { A: 2 }))], { code: 'not-enough-seats' }],
    ['to a closed session', [onSession('other', close())], { code: 'session-closed' }],
    ['to a cancelled session', [onSession('other', cancelSession())], { code: 'session-cancelled' }],
    ['of what has ended', [cancel('Ada')], { code: 'reservation-ended', outcome: 'cancelled' }],
    ['to where it is', [onSession('other', reserve('Ada', { A: 1 }))], { code: 'booked-there-already' }],
  ])('refused: %s', (_, steps, refusal) => {
    expect(two(...steps).when(move('Ada')).refusal).toMatchObject(refusal);
  });

  test('refused: to itself, to nowhere, of nobody, of who holds nothing', () => {
    expect(two().when({ ...move('Ada'), toSessionId: sessionId() } as Step).refusal?.code).toBe(
      'moved-to-itself',
    );
    expect(two().when(move('Ada', 'nowhere')).refusal?.code).toBe('session-unknown');
    expect(two().when(move('Bob')).refusal?.code).toBe('reservation-unknown');
    expect(two(join('Bob', { A: 3 })).when(move('Bob')).refusal?.code).toBe('nothing-granted');
  });

  test('to seats that are gone by then: declined there, and back here as it was', () => {
    const story = two();
    const then = story
      .offline(move('Ada'))
      .meanwhile(onSession('other', reserve('Bob', { A: 2 })))
      .arrive();
    expect(where(then)).toEqual([
      ['here', 'ReservationMovedOut', 'ReservationMoveReverted'],
      ['there', 'SeatsReserved', 'GuestDescribed', 'ReservationDeclined'],
    ]);
    expect(stand(story)).toEqual([
      ['reserved', 1],
      ['declined', 2],
    ]);
    expect(then.followUps('Ada')).toEqual(['Ada: move-reverted']);
  });

  test('back restores the draw and the hold as well', () => {
    const story = given(schedule({ A: 4 }), onSession('other', schedule({ A: 4 })), allot({ A: 3 }), {
      ...draw('Ada', { A: 3 }),
      holdMinutes: 10,
    } as Step);
    const then = story.offline(move('Ada')).meanwhile(onSession('other', close())).arrive();
    const ada = then.reservation('Ada');
    expect([ada.drawn?.seats, ada.hold?.minutes, then.remaining('A')]).toEqual([{ A: 3 }, 10, 1]);
  });

  test('ends a hold, and gives a draw back to its allotment (A4)', () => {
    const story = given(schedule({ A: 4 }), onSession('other', schedule({ A: 4 })), allot({ A: 3 }), {
      ...draw('Ada', { A: 3 }),
      holdMinutes: 10,
    } as Step);
    const then = story.when(move('Ada'));
    expect([
      then.remaining('A'),
      then.reservation('Ada').hold,
      then.session.allotments.values().next().value?.draws,
    ]).toEqual([1, null, {}]);
    const there = story.book.session(sessionId('other'))?.reservations.get(reservationId('Ada'));
    expect([there?.hold, there?.drawn]).toEqual([null, null]);
  });

  test('of what holds nothing here by now is declined there', () => {
    const story = two();
    const then = story.offline(move('Ada')).meanwhile(cancel('Ada')).arrive();
    expect(stand(story)).toEqual([
      ['cancelled', 4],
      ['declined', 4],
    ]);
    expect(then.derived).toEqual([event('ReservationDeclined', 'Ada', { reason: 'nothing-to-move' })]);
  });

  test('that two devices make to the same place is made once', () => {
    const story = two();
    const late = story.offline(move('Ada'));
    story.and(by('phone', move('Ada')));
    const then = late.arrive();
    expect(stand(story)).toEqual([
      ['moved', 4],
      ['reserved', 1],
    ]);
    expect(then.derived.map(({ type }) => type)).toEqual(['ReservationRestored']);
  });

  test('and back again: the id is used again by a move alone', () => {
    const story = two(move('Ada'));
    story.and(onSession('other', { ...move('Ada'), toSessionId: sessionId() } as never));
    expect(stand(story)).toEqual([
      ['reserved', 1],
      ['moved', 4],
    ]);
    expect(two(move('Ada')).when(reserve('Ada', { A: 1 })).refusal?.code).toBe('reservation-ended');
  });

  test('that was declined can be tried again', () => {
    const story = two();
    story
      .offline(move('Ada'))
      .meanwhile(onSession('other', reserve('Bob', { A: 2 })))
      .arrive();
    story.and(onSession('other', cancel('Bob')), move('Ada'));
    expect(stand(story)).toEqual([
      ['moved', 4],
      ['reserved', 1],
    ]);
  });

  test('frees seats for who waits here', () => {
    const then = two(join('Bob', { A: 3 })).when(move('Ada'));
    expect(then.derived).toEqual([event('ReservationPromoted', 'Bob', { granted: { A: 3 } })]);
    const [left] = then.commit?.writes[0]?.facts ?? [];
    expect(then.commit?.writes[0]?.derived[0]?.meta.causationId).toBe(left?.id);
  });
});
