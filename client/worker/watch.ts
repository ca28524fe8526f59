import { boardView } from '../view/board.ts';
import type { PastQuery } from '../view/past.ts';
import type { Query } from '../view/query.ts';
import type { Source } from '../view/source.ts';
import { statusView } from '../view/status.ts';
import { difference, type View } from '../view/view.ts';
import type { PatchOf } from './api.ts';
import { pause, type Timer } from './timer.ts';

/** Views are computed at most this often while a lot arrives, in milliseconds. */
const PACE = 100;

/** A history is read from the storage: only when the journal has moved on. */
export type HistoryReader = {
  readonly moved: () => number;
  readonly view: (query: PastQuery) => Promise<View>;
};

/** What a screen beyond the first one shows, by code that is fetched with the first of them. */
export type LaterViews = (query: LaterQuery) => Promise<View>;

type LaterQuery = Exclude<Query, { view: 'status' | 'board' } | PastQuery>;

type WatchContext = {
  readonly source: () => Source;
  readonly later: LaterViews;
  readonly history: HistoryReader;
  readonly timer: Timer;
};

/** How many times as long as reading a history took, the worker rests from it. */
const REST = 4;

export type Watches = {
  open<Q extends Query>(query: Q, onPatch: (patch: PatchOf<Q>) => void): number;
  close(id: number): void;
  /** Something changed: what is watched is computed again, now and then not before PACE has gone by. */
  refresh(): void;
};

/**
 * What the page looks at. The state stays here; a view is computed when the state has changed, and what differs from
 * the last one crosses over.
 */
export function createWatches({ source, later, history, timer }: WatchContext): Watches {
  const watches = new Map<number, Watch>();
  let next = 1;
  let dueAt = 0;
  let waits = false;

  async function show(watch: Watch): Promise<void> {
    if (watch.busy) {
      watch.again = true;
      return;
    }
    watch.busy = true;
    try {
      do {
        watch.again = false;
        const { query } = watch;
        const moved = history.moved();
        if (isPast(query) && watch.readAt === moved) break;
        watch.readAt = moved;
        const begun = timer.elapsed();
        const view = await viewOf(query);
        const patch = difference(watch.shown, view);
        watch.shown = view;
        if (patch && watches.has(watch.id)) watch.onPatch(patch as PatchOf<Query>);
        // A long history is read again at its own pace, and leaves the worker to the commands in between.
        if (isPast(query)) await pause(timer, REST * (timer.elapsed() - begun));
      } while (watch.again);
    } finally {
      watch.busy = false;
    }
  }

  function viewOf(query: Query): View | Promise<View> {
    switch (query.view) {
      case 'status':
        return statusView(source());
      case 'board':
        return boardView(source(), query);
      default:
        return isPast(query) ? history.view(query) : later(query);
    }
  }

  function showAll(): void {
    waits = false;
    dueAt = timer.elapsed() + PACE;
    for (const watch of watches.values()) void show(watch);
  }

  return {
    open(query, onPatch) {
      const watch: Watch = {
        id: next++,
        query,
        onPatch: onPatch as Watch['onPatch'],
        busy: false,
        again: false,
      };
      watches.set(watch.id, watch);
      void show(watch);
      return watch.id;
    },
    close: (id) => void watches.delete(id),
    refresh() {
      if (waits) return;
      waits = true;
      timer.schedule(Math.max(0, dueAt - timer.elapsed()), showAll);
    },
  };
}

/** Answered by the log. */
export function isPast(query: Query): query is PastQuery {
  return 'of' in query;
}

type Watch = {
  readonly id: number;
  readonly query: Query;
  readonly onPatch: (patch: PatchOf<Query>) => void;
  shown?: View;
  readAt?: number;
  busy: boolean;
  /** It changed while the last view was still being read. */
  again: boolean;
};
