import type { EventId } from '../../shared/log/ids.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import type { About, Chronicle } from './chronicle.ts';
import { entryOf, type HistoryEntry } from './history-entry.ts';
import { type HistoryFilter, passes } from './history-filter.ts';
import type { Moment } from './history-moments.ts';
import type { View } from './view.ts';

/** A whole history, the oldest first, a part at a time: for a file or a sheet of paper. */
export type ReadOutQuery = {
  readonly view: 'read-out';
  readonly of: About;
  readonly filter?: HistoryFilter;
  /** How many came before. */
  readonly from: number;
};

export type ReadOutView = View<ReadOutHead, ReadOutRow>;

/** The same in every part; where it is not, the history has moved on meanwhile, and the parts do not fit together. */
export type ReadOutHead = {
  readonly title: string | null;
  readonly of: number;
  readonly pending: number;
  readonly quarantined: number;
};

/** `event`: as the log has it, or as this device will send it. */
export type ReadOutRow = {
  readonly key: EventId;
  readonly entry: HistoryEntry;
  readonly event: AnyEvent & { readonly commitId: Moment['commitId'] };
};

/** Small enough that the page does not stand still when one arrives. */
const ENTRIES_A_PART = 500;

export function readOutView(chronicle: Chronicle, { of, filter, from }: ReadOutQuery): ReadOutView {
  const { moments, book } = chronicle;
  const wanted = filter ? moments.filter((moment) => passes(moment, filter, book)) : moments;
  const count = (state: Moment['state']): number => wanted.filter((one) => one.state === state).length;
  return {
    head: {
      title: ('sessionId' in of && book.session(of.sessionId)?.title) || null,
      of: wanted.length,
      pending: count('pending'),
      quarantined: count('quarantined'),
    },
    rows: wanted.slice(from, from + ENTRIES_A_PART).map((moment) => ({
      key: moment.event.id,
      entry: entryOf(moment, chronicle),
      event: { ...moment.event, commitId: moment.commitId },
    })),
  };
}
