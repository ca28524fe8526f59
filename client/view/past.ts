import { assertNever } from '../../shared/log/assert-never.ts';
import type { About, Chronicle } from './chronicle.ts';
import { type HistoryQuery, type HistoryView, historyView } from './history.ts';
import { type MomentQuery, type MomentView, momentView } from './moment.ts';

/** Queries that the log answers and not the state. */
export type PastQuery = HistoryQuery | MomentQuery;

export function aboutOf(query: PastQuery): About {
  return query.view === 'history' ? query.of : { sessionId: query.sessionId };
}

export function pastView(chronicle: Chronicle, query: PastQuery): HistoryView | MomentView {
  switch (query.view) {
    case 'history':
      return historyView(chronicle, query);
    case 'moment':
      return momentView(chronicle, query);
    default:
      return assertNever(query);
  }
}
