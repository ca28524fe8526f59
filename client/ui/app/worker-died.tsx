import { TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { RecoveryLink } from '../parts/recovery-link.tsx';
import { t } from '../texts/texts.ts';
import { useDaybook } from './daybook.ts';

/** Nothing can be saved before the worker is started again: said on every screen, and in a sheet that covers it. */
export function WorkerDied(): JSX.Element {
  const { page } = useDaybook();
  const { banner } = t();
  return (
    <div class="banner alarming">
      <Icon of={TriangleAlert} />
      <p>
        <b>{banner.workerDied}</b> {banner.workerDiedTodo}
      </p>
      <button type="button" class="button" onClick={() => page.restartWorker()}>
        {banner.restart}
      </button>
      <RecoveryLink />
    </div>
  );
}
