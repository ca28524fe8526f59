import type { FoldingBook } from '../../shared/booking/book.ts';
import { type DeviceId, type SessionId, streamOf } from '../../shared/log/ids.ts';
import type { AnyEvent, PlacedEvent } from '../../shared/log/recorded-event.ts';
import { linksOf, type Why } from './history-links.ts';
import { type Moment, momentsOf } from './history-moments.ts';
import type { HistorySource } from './source.ts';
import { type TimeTravel, travelThrough } from './time-travel.ts';

/** Whose history it is: one session's, one device's, or that of the whole book. */
export type About =
  | { readonly sessionId: SessionId }
  | { readonly deviceId: DeviceId }
  | { readonly whole: true };

/** What happened to one session, on one device, or at all: told once, and asked often. */
export type Chronicle = {
  readonly source: HistorySource;
  readonly moments: readonly Moment[];
  /** As it is now. */
  readonly book: FoldingBook;
  readonly why: (event: AnyEvent) => Why;
  /** To any of its moments. */
  readonly travel: () => Travel;
};

export type Travel = TimeTravel & {
  /** Those that one can stand at: what is pending last, and nothing that was rejected. */
  readonly moments: readonly Moment[];
  /** How many of them the server has recorded. */
  readonly recorded: number;
  /** After which of them, counted from 1, something was made good: the newest. */
  readonly marks: readonly number[];
};

/** More would not be told apart on a slider. */
const MOST_MARKS = 100;

/**
 * Pure: the history is the log, read. All streams are folded, so that each entry knows the state that it met; of them
 * those of the session or device in question are told.
 */
export function chronicleOf(source: HistorySource, about: About): Chronicle {
  const { moments, book, all, counting } = momentsOf(source, isAbout(about));
  let travel: Travel | undefined;
  return {
    source,
    moments,
    book,
    why: linksOf(all, book),
    travel() {
      travel ??= { ...travelThrough(counting), ...stops(moments.slice(0, counting.length)) };
      return travel;
    },
  };
}

function stops(moments: readonly Moment[]): Omit<Travel, keyof TimeTravel> {
  return {
    moments,
    recorded: moments.findLastIndex(({ state }) => state === 'recorded') + 1,
    marks: moments
      .flatMap(({ event }, index) => (event.meta.compensates ? index + 1 : []))
      .slice(-MOST_MARKS),
  };
}

function isAbout(about: About): (event: PlacedEvent, by: DeviceId) => boolean {
  if ('sessionId' in about) return ({ streamId }) => streamId === streamOf(about.sessionId);
  if ('whole' in about) return () => true;
  return ({ meta }, by) => meta.deviceId === about.deviceId || by === about.deviceId;
}
