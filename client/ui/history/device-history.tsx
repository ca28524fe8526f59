import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { DeviceId } from '../../../shared/log/ids.ts';
import { useDaybook } from '../app/daybook.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { Looked } from './looked-for.tsx';
import { UndoOffer } from './undo-offer.tsx';
import { useHistory } from './windowed-history.ts';

/** What was done here, and what the last of it takes to be taken back; or by everybody, in all sessions. */
export function DeviceHistory(): JSX.Element {
  const started = useDaybook().started.value;
  const [whole, setWhole] = useState(false);
  const deviceId = started?.kind === 'ready' ? started.who.deviceId : undefined;
  const { whose } = historyWords();
  return (
    <div class="history">
      <h1 class="pane-title">{whole ? whose.title : laterWords().history.title}</h1>
      <fieldset class="choice">
        <legend class="unseen">{whose.legend}</legend>
        {[false, true].map((all) => (
          <label key={String(all)}>
            <input type="radio" name="whose" checked={whole === all} onChange={() => setWhole(all)} />
            <span>{all ? whose.everybody : whose.here}</span>
          </label>
        ))}
      </fieldset>
      {whole ? <OfAll /> : deviceId && <OfDevice deviceId={deviceId} />}
    </div>
  );
}

function OfAll(): JSX.Element {
  const looked = useHistory({ whole: true });
  if (!looked.history) return <p role="status">{historyWords().whose.reading}</p>;
  return <Looked looked={looked} named />;
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
