import type { JSX } from 'preact';
import type { DeviceId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { Looked } from './looked-for.tsx';
import { UndoOffer } from './undo-offer.tsx';
import { useHistory } from './windowed-history.ts';

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
  const looked = useHistory({ deviceId });
  const last = looked.history?.head.lastOwn;
  return (
    <>
      {last && (
        <section class="last-done" aria-label={historyWords().undo.title}>
          <UndoOffer key={last.commitId} {...last} explained />
          <p class="quiet">{historyWords().undo.note}</p>
        </section>
      )}
      <Looked looked={looked} named />
    </>
  );
}
