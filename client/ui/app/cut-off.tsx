import { TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import type { SyncStatus } from '../../view/source.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { useDaybook } from './daybook.ts';
import { ExportUnsent } from './export-button.tsx';
import { unsentIn } from './not-recognised.tsx';
import { pathTo } from './routes.ts';

/** The server takes nothing from this device any more: what happened, what was kept, and how to go on. */
export function CutOff({ sync }: { readonly sync: SyncStatus }): JSX.Element {
  const { page } = useDaybook();
  const words = t().cutOff;
  const isRevoked = sync.failure?.detail === 'device-revoked';
  const enrolAnew = async (): Promise<void> => {
    await page.api.peek().enrolAnew();
    location.replace(pathTo.today);
  };
  return (
    <div class="banner alarming">
      <Icon of={TriangleAlert} />
      <p>
        <b>{isRevoked ? words['device-revoked'] : words['role-withdrawn']}</b> {words.kept(sync.quarantined)}{' '}
        {sync.toSend > 0 ? words.sending : isRevoked ? words.anewTodo : words.askAdministrator}
      </p>
      {sync.quarantined > 0 && (
        <a class="button" href={pathTo.inbox()}>
          {t().shell.inbox}
        </a>
      )}
      {unsentIn(sync) > 0 && <ExportUnsent />}
      {isRevoked && sync.toSend === 0 && (
        <button type="button" class="button" onClick={() => void enrolAnew().catch(() => undefined)}>
          {words.anew}
        </button>
      )}
    </div>
  );
}
