import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { HistoryQuery, HistoryView } from '../../view/history.ts';
import type { HistoryFilter } from '../../view/history-filter.ts';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { ENTRIES_AT_ONCE, Entries } from './entries.tsx';
import { Filters } from './filters.tsx';
import { SaveHistory } from './save-history.tsx';

/** A history as far as it is looked at: what passes the filter, so many of it. */
export type LookedFor = {
  readonly history: HistoryView | undefined;
  readonly of: HistoryQuery['of'];
  readonly filter: HistoryFilter;
  readonly onFilter: (filter: HistoryFilter) => void;
  readonly onMore: () => void;
};

export function useHistory(of: HistoryQuery['of']): LookedFor {
  const [count, setCount] = useState(ENTRIES_AT_ONCE);
  const [filter, onFilter] = useState<HistoryFilter>({});
  const history = useView({ view: 'history', of, count, filter }).value;
  return { history, of, filter, onFilter, onMore: () => setCount(count + ENTRIES_AT_ONCE) };
}

type Props = {
  readonly looked: LookedFor;
  readonly named?: boolean;
  /** Beside the files that can be made of it. */
  readonly children?: ComponentChildren;
};

export function Looked({ looked, named = false, children }: Props): JSX.Element | null {
  const { history, of, filter, onFilter, onMore } = looked;
  const started = useDaybook().started.value;
  if (!history) return null;
  const ownDevice = started?.kind === 'ready' ? started.who.deviceId : undefined;
  return (
    <>
      {history.head.all > 0 && (
        <>
          <Filters filter={filter} choices={history.head.choices} ownDevice={ownDevice} onFilter={onFilter} />
          <SaveHistory asked={{ of, filter }}>{children}</SaveHistory>
        </>
      )}
      <Entries history={history} named={named} onMore={onMore} onAll={() => onFilter({})} />
    </>
  );
}
