import { useEffect, useState } from 'preact/hooks';
import type { EventId } from '../../../shared/log/ids.ts';
import type { HistoryQuery, HistoryView } from '../../view/history.ts';
import type { HistoryFilter } from '../../view/history-filter.ts';
import { useView } from '../app/live-view.ts';
import { useRowWindow } from '../app/row-window.ts';
import { sought } from './sought.ts';

/** A history as far as it is looked at: a window of what passes the filter. */
export type LookedFor = {
  readonly history: HistoryView | undefined;
  readonly of: HistoryQuery['of'];
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
  readonly onShown: (first: number, last: number) => void;
  /** The entry that a link leads to, until it is reached. */
  readonly wanted: EventId | undefined;
  readonly onWanted: (id: EventId | undefined) => void;
};

export function useHistory(of: HistoryQuery['of']): LookedFor {
  const [filter, onFilter] = useState<HistoryFilter>({});
  const [wanted, onWanted] = useState<EventId | undefined>(() => sought.peek());
  useEffect(() => {
    sought.value = undefined;
  }, []);
  const { window, onShown } = useRowWindow(JSON.stringify(filter));
  const history = useView({ view: 'history', of, filter, ...window, ...(wanted && { find: wanted }) }).value;
  return { history, of, filter, onFilter, onShown, wanted, onWanted };
}
