import { RefreshCw, TriangleAlert, X } from 'lucide';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { whenIdle } from './at-work.ts';
import { useDaybook } from './daybook.ts';
import { dismiss, notice } from './notices.ts';

/** One banner at most (field-app rule 13): what stops the work first, then what went wrong, then what is new. */
export function Banner(): JSX.Element {
  const { page } = useDaybook();
  const alert = notice();
  const ready = page.updateReady.value;
  useEffect(() => (ready ? whenIdle(() => page.putInUpdate()) : undefined), [ready]);
  const died = page.workerDied.value;
  const trouble = !died && alert?.kind === 'alert' ? alert.text : undefined;
  const { banner, shell } = t();
  return (
    <>
      <div role="alert">
        {died && (
          <div class="banner alarming">
            <Icon of={TriangleAlert} />
            <p>
              <b>{banner.workerDied}</b> {banner.workerDiedTodo}
            </p>
            <button type="button" class="button" onClick={() => page.restartWorker()}>
              {banner.restart}
            </button>
          </div>
        )}
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
      </div>
      <div role="status">
        {!died && !trouble && ready && (
          <div class="banner">
            <Icon of={RefreshCw} />
            <p>
              <b>{banner.update}</b> {banner.updateTodo}
            </p>
            <button type="button" class="button" onClick={() => page.putInUpdate()}>
              {banner.updateNow}
            </button>
          </div>
        )}
      </div>
    </>
  );
}
