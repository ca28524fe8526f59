import { type DeviceId, type SessionId, streamOf } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { choicesOf, type HistoryChoices } from './history-choices.ts';
import { entryOf, type HistoryEntry } from './history-entry.ts';
import { type HistoryFilter, passes } from './history-filter.ts';
import { momentsOf } from './history-moments.ts';
import type { HistorySource } from './source.ts';
import type { View } from './view.ts';

export type HistoryQuery = {
  readonly view: 'history';
  readonly of: { readonly sessionId: SessionId } | { readonly deviceId: DeviceId };
  readonly count?: number;
  readonly filter?: HistoryFilter;
};

/** What happened, the newest first: to one session, or on one device. */
export type HistoryView = View<HistoryHead, HistoryEntry>;

export type HistoryHead = {
  readonly title: string | null;
  /** Entries that pass the filter; `rows` holds the newest of them. */
  readonly entries: number;
  /** Entries with and without those that the filter hides. */
  readonly all: number;
  readonly pending: number;
  readonly choices: HistoryChoices;
};

const USUAL_WINDOW = 1_000;

/**
 * Pure: the history is the log, read. All streams are folded, so that each entry knows the state that it met; of
 * them those of the session or device in question are shown.
 */
export function historyView(source: HistorySource, query: HistoryQuery): HistoryView {
  const { moments, book, compensatedBy } = momentsOf(source, isAbout(query.of));
  const { filter } = query;
  const wanted = filter ? moments.filter((moment) => passes(moment, filter, book)) : moments;
  const count = query.count ?? USUAL_WINDOW;
  const rows = wanted.slice(-count).reverse();
  const session = 'sessionId' in query.of ? book.session(query.of.sessionId) : undefined;
  return {
    head: {
      title: session?.title ?? null,
      entries: wanted.length,
      all: moments.length,
      pending: wanted.filter(({ state }) => state === 'pending').length,
      choices: choicesOf(moments, source, book),
    },
    rows: rows.map((moment) =>
      entryOf(moment, {
        who: source.who,
        people: source.people,
        book,
        compensatedBy: compensatedBy.get(moment.event.id) ?? [],
      }),
    ),
  };
}

function isAbout(of: HistoryQuery['of']): (event: PlacedEvent, by: DeviceId) => boolean {
  if ('sessionId' in of) return ({ streamId }) => streamId === streamOf(of.sessionId);
  return ({ meta }, by) => meta.deviceId === of.deviceId || by === of.deviceId;
}
