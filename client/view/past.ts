import { assertNever } from '../../shared/log/assert-never.ts';
import type { Chronicle } from './chronicle.ts';
import { type HistoryQuery, type HistoryView, historyView } from './history.ts';
import { type MomentQuery, type MomentView, momentView } from './moment.ts';
import { type ReadOutQuery, type ReadOutView, readOutView } from './read-out.ts';
import { type UndoQuery, type UndoView, undoView } from './undo.ts';

/** Queries that the log answers and not the state: each says of what. */
export type PastQuery = HistoryQuery | MomentQuery | ReadOutQuery | UndoQuery;

/** `there`: of the session that what is to be taken back moved a booking to. */
export function pastView(
  chronicle: Chronicle,
  query: PastQuery,
  there?: Chronicle,
): HistoryView | MomentView | ReadOutView | UndoView {
  switch (query.view) {
    case 'history':
      return historyView(chronicle, query);
    case 'moment':
      return momentView(chronicle, query);
    case 'read-out':
      return readOutView(chronicle, query);
    case 'undo':
      return undoView(chronicle, query, there);
    default:
      return assertNever(query);
  }
}
