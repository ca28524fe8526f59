import type { ComponentChildren, JSX } from 'preact';
import { useDaybook } from '../app/daybook.ts';
import { Entries } from './entries.tsx';
import { Filters } from './filters.tsx';
import { SaveHistory } from './save-history.tsx';
import type { LookedFor } from './windowed-history.ts';

type Props = {
  readonly looked: LookedFor;
  readonly named?: boolean;
  /** Beside the files that can be made of it. */
  readonly children?: ComponentChildren;
};

export function Looked({ looked, named = false, children }: Props): JSX.Element | null {
  const { history, of, filter, onFilter } = looked;
  const started = useDaybook().started.value;
  if (!history) return null;
  const ownDevice = started?.kind === 'ready' ? started.who.deviceId : undefined;
  return (
    <>
      {history.head.all > 0 && (
        <div class="history-tools">
          <Filters filter={filter} choices={history.head.choices} ownDevice={ownDevice} onFilter={onFilter} />
          <SaveHistory asked={{ of, filter }}>{children}</SaveHistory>
        </div>
      )}
      <Entries {...looked} history={history} named={named} onAll={() => onFilter({})} />
    </>
  );
}
