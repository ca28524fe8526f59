import { TriangleAlert, X } from 'lucide';
import type { JSX } from 'preact';
import type { ProblemCode } from '../../../shared/sync/problem-code.ts';
import type { SyncStatus } from '../../view/source.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { ExportUnsent } from './export-button.tsx';
import { SignInAgain, useSignInWays } from './sign-in-again.tsx';

/** The server does not know this device any more: what happened, what was kept, and a way to carry it elsewhere. */
export function NotRecognised(props: {
  readonly sync: SyncStatus;
  readonly onDismiss: () => void;
}): JSX.Element {
  const ways = useSignInWays();
  const unsent = unsentIn(props.sync);
  // Whoever has signed in and is asked to sign in again would do so for ever.
  const isUnknownDevice = props.sync.failure?.detail === ('not-enrolled' satisfies ProblemCode);
  if (ways && !isUnknownDevice) return <SignInAgain ways={ways} />;
  return (
    <div class="banner alarming">
      <Icon of={TriangleAlert} />
      <p>
        <b>{t().banner.signIn}</b> {t().banner.signInKept(unsent)}
      </p>
      {unsent > 0 && <ExportUnsent />}
      <button type="button" class="quiet-button" onClick={props.onDismiss}>
        <Icon of={X} />
        <span>{t().shell.dismiss}</span>
      </button>
    </div>
  );
}

/** What the file would hold. */
export function unsentIn({ toSend, quarantined }: SyncStatus): number {
  return toSend + quarantined;
}
