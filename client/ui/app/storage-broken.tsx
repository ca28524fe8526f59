import { TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import type { StorageCode } from '../../worker/api.ts';
import { Icon } from '../parts/icon.tsx';
import { RecoveryLink } from '../parts/recovery-link.tsx';
import { t } from '../texts/texts.ts';

/** What sync could not write down, or that the storage is gone: what happened, what was kept, what to do. */
export function StorageBroken({ code }: { readonly code: StorageCode }): JSX.Element {
  const { what, kept, todo } = t().storage[code];
  return (
    <div class="banner alarming">
      <Icon of={TriangleAlert} />
      <p>
        <b>{what}</b> {kept} {todo}
      </p>
      {isOver(code) && (
        <button type="button" class="button" onClick={() => location.reload()}>
          {t().cannotOpen.reload}
        </button>
      )}
      {code !== 'vanished' && <RecoveryLink />}
    </div>
  );
}

/** Why the storage failed: the detail of such a failure is a code, unless it was a bug. */
export function storageCode(detail: string | undefined): StorageCode {
  return detail && Object.hasOwn(t().storage, detail) ? (detail as StorageCode) : 'failed';
}

/** This page cannot go on by itself. */
function isOver(code: StorageCode): boolean {
  return code === 'vanished' || code === 'newer-version';
}
