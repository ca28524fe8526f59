import { assertNever } from '../../shared/log/assert-never.ts';
import { boardView } from './board.ts';
import { dayFiguresView } from './day-figures.ts';
import { deviceView } from './device.ts';
import { inboxView } from './inbox.ts';
import type { PastQuery } from './past.ts';
import { allBookingsView, planningView } from './planning.ts';
import type { Query, ViewOf } from './query.ts';
import { sessionView } from './session.ts';
import type { Source } from './source.ts';
import { statusView } from './status.ts';
import { ticketView } from './ticket-search.ts';

/** Queries that the state answers; the others are answered from the log (`pastView`). */
export type StateQuery = Exclude<Query, PastQuery>;

export function viewOf<Q extends StateQuery>(source: Source, query: Q): ViewOf<Q> {
  return computed(source, query) as ViewOf<Q>;
}

function computed(source: Source, query: StateQuery): ViewOf<StateQuery> {
  switch (query.view) {
    case 'status':
      return statusView(source);
    case 'board':
      return boardView(source, query);
    case 'session':
      return sessionView(source, query);
    case 'ticket':
      return ticketView(source, query);
    case 'inbox':
      return inboxView(source, query);
    case 'device':
      return deviceView(source);
    case 'planning':
      return planningView(source);
    case 'day-figures':
      return dayFiguresView(source, query);
    case 'all-bookings':
      return allBookingsView(source);
    default:
      return assertNever(query);
  }
}
