import { type Book, layerOver } from '../../shared/booking/book.ts';
import { copySession, type Session } from '../../shared/booking/session.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';

/**
 * The book as it was after any number of events.
 *
 *   events   ──────────────────────────────────────────────▶
 *   kept     0        every        2·every        3·every
 *                                     └─ at(n): over the nearest one before n, the few events from there
 *
 * - `at(n)` reads like a book into which the first n events were folded.
 * - A kept book is never changed. It shares with the one before it every session that no event between them touched.
 * - One is kept between two commits only: within a commit, the fold remembers what was before it.
 * - The first question folds as far as it needs; later ones fold what is new, or fewer than `every` events and a commit.
 */
export type TimeTravel = {
  /** How many moments there are after the beginning. */
  readonly length: number;
  at(moment: number): Book;
};

/** Events between two kept books. */
const USUAL_EVERY = 1_024;

/** Confirmed and pending alike are events in the order in which they are folded: what is pending stands last. */
export function travelThrough(events: readonly PlacedEvent[], every = USUAL_EVERY): TimeTravel {
  const kept: Kept[] = [];
  let last: Kept = { moment: 0, sessions: new Map() };
  kept.push(last);

  /** The newest kept book that is not younger than the moment. */
  function nearest(moment: number): Kept {
    for (let next = boundaryAfter(last.moment); next <= moment; next = boundaryAfter(next)) {
      const book = layerOver(bookOf(last), copySession);
      for (const event of events.slice(last.moment, next)) book.fold(event);
      last = { moment: next, sessions: new Map([...last.sessions, ...book.sessions]) };
      kept.push(last);
    }
    return kept.findLast((one) => one.moment <= moment) ?? last;
  }

  function boundaryAfter(moment: number): number {
    let next = moment + every;
    while (next < events.length && events[next]?.commitId === events[next - 1]?.commitId) next++;
    return next;
  }

  return {
    length: events.length,
    at(moment) {
      if (!Number.isInteger(moment) || moment < 0 || moment > events.length)
        throw new RangeError(`there is no moment ${moment} among ${events.length}`);
      const from = nearest(moment);
      // Copied and not layered: what is looked at is gone through several times.
      const book = layerOver(bookOf(from), copySession);
      for (const event of events.slice(from.moment, moment)) book.fold(event);
      return book;
    },
  };
}

type Kept = { readonly moment: number; readonly sessions: ReadonlyMap<SessionId, Session> };

function bookOf({ sessions }: Kept): Book {
  return { session: (id) => sessions.get(id) };
}
