import type { CommitId, EventId, SessionId } from '../../shared/log/ids.ts';
import type { About, Chronicle } from './chronicle.ts';
import { choicesOf, type HistoryChoices } from './history-choices.ts';
import { entryOf, type HistoryEntry } from './history-entry.ts';
import { type HistoryFilter, passes } from './history-filter.ts';
import type { Moment } from './history-moments.ts';
import type { RowWindow } from './row-window.ts';
import type { View } from './view.ts';

export type HistoryQuery = {
  readonly view: 'history';
  readonly of: About;
  readonly filter?: HistoryFilter;
  /** An entry whose place is asked for. */
  readonly find?: EventId;
} & Partial<RowWindow>;

/** What happened, the newest first: to one session, or on one device. */
export type HistoryView = View<HistoryHead, HistoryEntry>;

export type HistoryHead = {
  readonly title: string | null;
  /** Entries that pass the filter; `rows` holds those from number `from` on, counted from the newest. */
  readonly entries: number;
  readonly from: number;
  /** Where the entry that was asked for stands among them; null where it does not. */
  readonly found: { readonly key: EventId; readonly at: number | null } | null;
  /** Entries with and without those that the filter hides. */
  readonly all: number;
  readonly pending: number;
  readonly choices: HistoryChoices;
  /** What this device did last, of all that this is the history of. */
  readonly lastOwn: { readonly sessionId: SessionId; readonly commitId: CommitId } | null;
};

const USUAL_WINDOW = 1_000;

export function historyView(
  chronicle: Chronicle,
  { filter, of, find, from = 0, count = USUAL_WINDOW }: HistoryQuery,
): HistoryView {
  const { moments, source, book } = chronicle;
  const { wanted, pending } = sifted(chronicle, filter);
  const session = 'sessionId' in of ? book.session(of.sessionId) : undefined;
  return {
    head: {
      title: session?.title ?? null,
      entries: wanted.length,
      from,
      found: find ? { key: find, at: placeOf(find, wanted) } : null,
      all: moments.length,
      pending,
      choices: choicesOf(moments, source, book),
      lastOwn: lastOwnIn(chronicle),
    },
    rows: wanted
      .slice(Math.max(0, wanted.length - from - count), Math.max(0, wanted.length - from))
      .reverse()
      .map((moment) => entryOf(moment, chronicle)),
  };
}

type Sifted = { readonly by: string; readonly wanted: readonly Moment[]; readonly pending: number };

/** Who scrolls asks for window after window of what one filter lets through. */
const lastSifted = new WeakMap<Chronicle['moments'], Sifted>();

function sifted({ moments, book }: Chronicle, filter: HistoryFilter = {}): Sifted {
  const by = JSON.stringify(filter);
  const made = lastSifted.get(moments);
  if (made?.by === by) return made;
  const wanted = by === '{}' ? moments : moments.filter((moment) => passes(moment, filter, book));
  const pending = wanted.filter(({ state }) => state === 'pending').length;
  const next = { by, wanted, pending };
  lastSifted.set(moments, next);
  return next;
}

function placeOf(key: EventId, moments: readonly Moment[]): number | null {
  const index = moments.findLastIndex(({ event }) => event.id === key);
  return index < 0 ? null : moments.length - 1 - index;
}

function lastOwnIn({ moments, source }: Chronicle): HistoryHead['lastOwn'] {
  const last = moments.findLast(
    ({ state, derived, event }) =>
      state !== 'quarantined' && !derived && event.meta.deviceId === source.who.deviceId,
  );
  // A commit on two sessions is told by the one that it begins at.
  const first = last && moments.find(({ commitId }) => commitId === last.commitId);
  return first ? { sessionId: first.sessionId, commitId: first.commitId } : null;
}
