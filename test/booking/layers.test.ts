import { describe, expect, test } from 'vitest';
import type { OverlayCommit } from '../../client/view/source.ts';
import { rebase } from '../../client/worker/sync/rebase.ts';
import { createBook, type FoldingBook, layerOver } from '../../shared/booking/book.ts';
import type { EventInStream } from '../../shared/booking/events.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../../shared/log/commit.ts';
import type { EventId } from '../../shared/log/ids.ts';
import { addSeats, cancel, GUEST, logContact, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { entriesRead } from '../support/entries-read.ts';
import { given } from '../support/given.ts';
import { actorId, deviceId, instant, sessionId } from '../support/ids.ts';
import { bytesOf, checkSession } from '../support/invariants.ts';

const ADA = { actorId: actorId('ada'), deviceId: deviceId('tablet') };

const SEATS = [
  ['seats for all', 100_000],
  ['no seats left', 1],
] as const;

/** One that is scheduled with `seats`, and then that many bookings of one seat each. */
function bookings(count: number, seats: number): { scheduled: Commit; booked: Commit[] } {
  const names = Array.from({ length: count }, (_, index) => `guest ${index}`);
  const commands = names.map((name) => reserve(name, { A: 1 }, { guest: GUEST }));
  const [scheduled, ...booked] = createClerk(ADA).commits(schedule({ A: seats }), ...commands);
  return { scheduled: scheduled as Commit, booked };
}

function recorded(commits: readonly Commit[]): FoldingBook {
  const book = createBook();
  for (const commit of commits) record(book, commit);
  return book;
}

function record(book: FoldingBook, commit: Commit): void {
  for (const event of placedEvents(commit)) book.fold(event);
}

function pending(commits: readonly Commit[]): OverlayCommit[] {
  return commits.map((commit) => ({ commit, state: 'pending', savedAt: instant(1) }));
}

describe('a layer over a session', () => {
  test('changes nothing of it, whatever happens above', () => {
    const steps = [schedule({ A: 2 }), reserve('Ada', { A: 2 }), reserve('Bob', { A: 1 }), cancel('Ada')];
    const story = given(...steps);
    const below = bytesOf(story.book.session(sessionId()));
    const device = layerOver(story.book);
    const above = given(...steps);
    const promotion = above.log.at(-1)?.id as EventId;
    above.and(addSeats('A', 1), logContact('Bob', [promotion]), reserve('Cleo', { A: 2 }), cancel('Bob'));
    for (const event of above.log) device.fold(event);
    expect(bytesOf(device.session(sessionId()))).toBe(bytesOf(above.book.session(sessionId())));
    expect(bytesOf(story.book.session(sessionId()))).toBe(below);
    for (const book of [device, story.book]) {
      const session = book.session(sessionId());
      if (session) checkSession(session);
    }
  });

  test.each(SEATS)('costs what is changed, not what is there: %s', async (_, seats) => {
    const cost = (there: number): Promise<number> => {
      const { scheduled, booked } = bookings(there + 1, seats);
      const last = booked.pop() as Commit;
      const book = recorded([scheduled, ...booked]);
      return entriesRead(() => {
        const device = layerOver(book);
        record(device, commitOnto(device, last, factsOf(last) as EventInStream[]));
      });
    };
    const [few, many] = [await cost(200), await cost(1_600)];
    expect(few).toBeGreaterThan(0);
    // Three more steps, to find the place in a waitlist that is eight times as long.
    expect(many).toBeLessThan(few + 50);
  });
});

describe('rebase (C1)', () => {
  test.each(SEATS)('of four times as much on one session is four times the work: %s', async (_, seats) => {
    const cost = (count: number): Promise<number> => {
      const { scheduled, booked } = bookings(count, seats);
      const book = recorded([scheduled]);
      return entriesRead(() => rebase(book, pending(booked)));
    };
    expect((await cost(800)) / (await cost(200))).toBeLessThan(5);
  });

  test('what people look at stays as it is while the log goes on below', () => {
    const { scheduled, booked } = bookings(3, 1);
    const [first, second, third] = booked as [Commit, Commit, Commit];
    const book = recorded([scheduled, first]);
    const { book: shown } = rebase(book, pending([second]));
    const before = bytesOf(shown.session(sessionId()));
    record(book, commitOnto(book, third, factsOf(third) as EventInStream[]));
    expect(bytesOf(shown.session(sessionId()))).toBe(before);
  });
});
