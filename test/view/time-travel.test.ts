import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { travelThrough } from '../../client/view/time-travel.ts';
import { createBook } from '../../shared/booking/book.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { fullSessions, sampleLog } from '../bench/sample-log.ts';
import { addSeats, cancel, confirm, join, removeSeats, reserve, schedule } from '../support/commands.ts';
import { play, type Turn } from '../support/devices.ts';
import { sessionId } from '../support/ids.ts';
import { bytesOf } from '../support/invariants.ts';
import { random } from '../support/random.ts';
import { threadTime } from '../support/thread-time.ts';

const who = fc.constantFrom('Ada', 'Bob', 'Cleo', 'Dan');
const party = fc.integer({ min: 1, max: 3 }).map((A) => ({ A }));
const turn: fc.Arbitrary<Turn> = fc.record({
  device: fc.integer({ min: 0, max: 2 }),
  command: fc.oneof(
    { weight: 6, arbitrary: fc.tuple(who, party).map(([name, seats]) => reserve(name, seats)) },
    { weight: 2, arbitrary: fc.tuple(who, party).map(([name, seats]) => join(name, seats)) },
    { weight: 3, arbitrary: who.map((name) => cancel(name)) },
    { weight: 1, arbitrary: who.map(confirm) },
    { weight: 1, arbitrary: fc.constantFrom(addSeats('A', 2), removeSeats('A', 1)) },
    { weight: 4, arbitrary: fc.constant('sync' as const) },
  ),
});
const log = fc.array(turn, { minLength: 5, maxLength: 40, size: 'max' }).map((turns) => {
  const opening: Turn[] = [
    { device: 0, command: schedule({ A: 4 }) },
    ...[0, 1, 2].map((device): Turn => ({ device, command: 'sync' })),
  ];
  return play([...opening, ...turns]).log;
});

function foldedUpTo(events: readonly PlacedEvent[], moment: number) {
  const book = createBook();
  for (const event of events.slice(0, moment)) book.fold(event);
  return book;
}

describe('time travel (field-app rule 10)', () => {
  test('answers as a full fold does, in whatever order one asks, and keeps nothing of what was asked', () => {
    let betweenCommits = 0;
    fc.assert(
      fc.property(
        log,
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat(), { minLength: 1 }),
        (all, every, asked) => {
          const travel = travelThrough(all, every);
          for (const moment of [...asked.map((one) => one % (all.length + 1)), all.length, 0]) {
            const [now, next] = [all[moment - 1], all[moment]];
            if (now && now.commitId === next?.commitId) betweenCommits++;
            const book = travel.at(moment);
            expect(bytesOf(book.session(sessionId()))).toBe(
              bytesOf(foldedUpTo(all, moment).session(sessionId())),
            );
          }
        },
      ),
      { seed: 20_260_420, numRuns: 100 },
    );
    expect(betweenCommits, 'moments within a commit').toBeGreaterThan(50);
  });

  test('there is no moment before the first or after the last', () => {
    const travel = travelThrough(fullSessions(1, 1).slice(0, 3));
    for (const moment of [-1, 4, 0.5]) expect(() => travel.at(moment)).toThrow(RangeError);
    expect(travel.length).toBe(3);
  });

  test.each([
    ['500 sessions', () => sampleLog(50_000)],
    ['one session', () => fullSessions(1, 16_667).slice(0, 50_000)],
  ])('over 50,000 events of %s any moment after the first is answered under 100 ms', (name, events) => {
    const all = events();
    expect(all).toHaveLength(50_000);
    const fold = threadTime(() => foldedUpTo(all, all.length));
    const travel = travelThrough(all);
    const first = threadTime(() => travel.at(all.length));
    const chance = random(7);
    const later = Array.from({ length: 60 }, () => {
      const moment = chance.whole(0, all.length);
      return threadTime(() => travel.at(moment));
    });
    const [usual, slowest] = [later.reduce((sum, time) => sum + time, 0) / later.length, Math.max(...later)];
    console.log(
      `${name}: full fold ${fold.toFixed(0)} ms, first ${first.toFixed(0)} ms, then ${usual.toFixed(1)} ms ` +
        `(${(fold / usual).toFixed(0)} times quicker), at most ${slowest.toFixed(0)} ms`,
    );
    expect(slowest).toBeLessThan(100);
    expect(usual).toBeLessThan(fold / 5);
  });
});
