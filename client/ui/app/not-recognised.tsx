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
  if (ways && !isUnknownDevice(props.sync)) return <SignInAgain ways={ways} why={whyAsked(props.sync)} />;
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

function isUnknownDevice({ failure }: SyncStatus): boolean {
  return failure?.detail === ('not-enrolled' satisfies ProblemCode);
}

/** Why the server asks who this is, what was kept, and what to do. */
export function whyAsked(sync: SyncStatus): string {
  const { banner, signIn } = t();
  if (isUnknownDevice(sync)) return `${banner.signIn} ${banner.signInKept(unsentIn(sync))}`;
  return sync.failure?.detail === ('not-found' satisfies ProblemCode) ? signIn.notHere : signIn.again;
}

/** What the file would hold. */
export function unsentIn({ toSend, quarantined }: SyncStatus): number {
  return toSend + quarantined;
}
