import { RefreshCw, TriangleAlert, X } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { whenIdle } from './at-work.ts';
import { CutOff } from './cut-off.tsx';
import { useDaybook } from './daybook.ts';
import { ExportUnsent } from './export-button.tsx';
import { NotRecognised, unsentIn } from './not-recognised.tsx';
import { dismiss, notice } from './notices.ts';
import { StorageBroken, storageCode } from './storage-broken.tsx';
import { WorkerDied } from './worker-died.tsx';

/** One banner at most (field-app rule 13): what stops the work first, then what went wrong, then what is new. */
export function Banner(): JSX.Element {
  const { page, status } = useDaybook();
  const sync = status.value;
  const [read, setRead] = useState(false);
  const alert = notice();
  const ready = page.updateReady.value;
  useEffect(() => (ready ? whenIdle(() => page.putInUpdate()) : undefined), [ready]);
  const died = page.workerDied.value;
  const trouble = !died && alert?.kind === 'alert' ? alert.text : undefined;
  const broken =
    !died && !trouble && sync?.state === 'storage' ? storageCode(sync.failure?.detail) : undefined;
  const unknown = !died && !trouble && !read && sync?.state === 'sign-in';
  const cutOff = !died && !trouble && sync?.state === 'cut-off';
  const unsent = sync ? unsentIn(sync) : 0;
  const { banner, shell } = t();
  return (
    <>
      <div role="alert">
        {died && <WorkerDied />}
        {trouble && (
          <div class="banner alarming">
            <Icon of={TriangleAlert} />
            <p>{trouble}</p>
            <button type="button" class="quiet-button" onClick={dismiss}>
              <Icon of={X} />
              <span>{shell.dismiss}</span>
            </button>
          </div>
        )}
        {broken && <StorageBroken code={broken} />}
        {cutOff && <CutOff sync={sync} />}
        {unknown && <NotRecognised sync={sync} onDismiss={() => setRead(true)} />}
      </div>
      <div role="status">
        {!died && !trouble && !broken && !unknown && !cutOff && ready && (
          <div class="banner">
            <Icon of={RefreshCw} />
            <p>
              <b>{banner.update}</b> {banner.updateTodo}
              {unsent > 0 && ` ${banner.updateUnsent(unsent)}`}
            </p>
            <button type="button" class="button" onClick={() => page.putInUpdate()}>
              {banner.updateNow}
            </button>
            {unsent > 0 && <ExportUnsent />}
          </div>
        )}
      </div>
    </>
  );
}
