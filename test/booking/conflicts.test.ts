import { describe, expect, test } from 'vitest';
import {
  allot,
  by,
  cancel,
  cancelSession,
  join,
  move,
  onSession,
  reserve,
  schedule,
} from '../support/commands.ts';
import { given, type Story } from '../support/given.ts';
import { sessionId } from '../support/ids.ts';

// F3: what planners see of promises that could not be kept.

const conflictsOf = ({ book }: Pick<Story, 'book'>, session?: string): number | undefined =>
  book.session(sessionId(session))?.conflicts;

describe('F3: a conflict', () => {
  test.each([
    ['the last seats, booked twice', { A: 2 }, reserve('Ada', { A: 2 }), reserve('Bob', { A: 2 })],
    ['a booking on a session that is cancelled by then', { A: 2 }, reserve('Ada', { A: 2 }), cancelSession()],
    ['seats to take along that are gone', { A: 2 }, allot({ A: 2 }), by('phone', allot({ A: 1 }, 'bag'))],
  ])('is %s', (_, seats, own, others) => {
    const story = given(schedule(seats));
    story.offline(own).meanwhile(others).arrive();
    expect(conflictsOf(story)).toBe(1);
  });

  test('is none where everything fits, somebody waits, is promoted or cancels', () => {
    const story = given(schedule({ A: 4 }), reserve('Ada', { A: 3 }), join('Bob', { A: 2 }));
    story
      .offline(reserve('Cleo', { A: 1 }))
      .meanwhile(cancel('Ada'))
      .arrive();
    expect(story.when(cancel('Cleo')).outcome('Bob')).toBe('reserved');
    expect(conflictsOf(story)).toBe(0);
  });

  test('of a move is counted once, where it did not arrive', () => {
    const story = given(schedule({ A: 4 }), onSession('other', schedule({ A: 4 })), reserve('Ada', { A: 3 }));
    story
      .offline(move('Ada'))
      .meanwhile(onSession('other', reserve('Bob', { A: 2 })))
      .arrive();
    expect([conflictsOf(story), conflictsOf(story, 'other')]).toEqual([0, 1]);
  });
});
