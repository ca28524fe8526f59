import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { useView } from '../app/live-view.ts';
import { t } from '../texts/texts.ts';
import { ENTRIES_AT_ONCE, Entries } from './entries.tsx';

export function DeviceHistory(): JSX.Element {
  const started = useDaybook().started.value;
  const deviceId = started?.kind === 'ready' ? started.who.deviceId : undefined;
  return (
    <div class="history">
      <h1 class="pane-title">{t().history.title}</h1>
      {deviceId && <OfDevice deviceId={deviceId} />}
    </div>
  );
}

function OfDevice({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element | null {
  const [count, setCount] = useState(ENTRIES_AT_ONCE);
  const history = useView({ view: 'history', of: { deviceId }, count }).value;
  return history ? (
    <Entries history={history} named onMore={() => setCount(count + ENTRIES_AT_ONCE)} />
  ) : null;
}
