import type { BoardQuery, BoardView } from './board.ts';
import type { DayFiguresQuery, DayFiguresView } from './day-figures.ts';
import type { DeviceView } from './device.ts';
import type { HistoryQuery, HistoryView } from './history.ts';
import type { InboxQuery, InboxView } from './inbox.ts';
import type { MomentQuery, MomentView } from './moment.ts';
import type { AllBookingsView, PlanningView } from './planning.ts';
import type { ReadOutQuery, ReadOutView } from './read-out.ts';
import type { SessionView } from './session.ts';
import type { SessionQuery } from './session-lists.ts';
import type { StatusView } from './status.ts';
import type { TicketQuery, TicketView } from './ticket-search.ts';
import type { UndoQuery, UndoView } from './undo.ts';

/** What a screen asks the worker for. Windows: at most `count` rows (1,000 where it is not said). */
export type Query =
  | { readonly view: 'status' }
  | BoardQuery
  | SessionQuery
  | TicketQuery
  | InboxQuery
  | HistoryQuery
  | MomentQuery
  | ReadOutQuery
  | UndoQuery
  | { readonly view: 'device' }
  | { readonly view: 'planning' }
  | DayFiguresQuery
  | { readonly view: 'all-bookings' };

type Views = {
  status: StatusView;
  board: BoardView;
  session: SessionView;
  ticket: TicketView;
  inbox: InboxView;
  history: HistoryView;
  moment: MomentView;
  'read-out': ReadOutView;
  undo: UndoView;
  device: DeviceView;
  planning: PlanningView;
  'day-figures': DayFiguresView;
  'all-bookings': AllBookingsView;
};

export type ViewOf<Q extends Query> = Views[Q['view']];
