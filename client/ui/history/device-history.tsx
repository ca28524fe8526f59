import type { JSX } from 'preact';
import type { DeviceId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { laterWords } from '../texts/later-words.ts';
import { Looked, useHistory } from './looked-for.tsx';

export function DeviceHistory(): JSX.Element {
  const started = useDaybook().started.value;
  const deviceId = started?.kind === 'ready' ? started.who.deviceId : undefined;
  return (
    <div class="history">
      <h1 class="pane-title">{laterWords().history.title}</h1>
      {deviceId && <OfDevice deviceId={deviceId} />}
    </div>
  );
}

function OfDevice({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element {
  return <Looked looked={useHistory({ deviceId })} named />;
}
