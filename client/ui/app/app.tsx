import { effect, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { DeviceId } from '../../../shared/log/ids.ts';
import type { StatusHead } from '../../view/status.ts';
import type { Started } from '../../worker/api.ts';
import { isLocked, useLock } from '../lock/lock.ts';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { Enrol } from '../start/enrol.tsx';
import { enrolmentLink } from '../start/enrolment-link.ts';
import { Opening } from '../start/opening.tsx';
import { SetUp, setUpToken } from '../start/set-up.tsx';
import { SignIn } from '../start/sign-in.tsx';
import { StorageProblem } from '../start/storage-problem.tsx';
import { type Daybook, DaybookProvider, type Page } from './daybook.ts';
import { EnrolCode, LockScreen } from './later.tsx';
import { watch } from './live-view.ts';
import { tellRejections } from './rejections.ts';
import { Shell } from './shell.tsx';

/** The daybook: opens the device's log, and shows what that came to. */
export function App({ page }: { readonly page: Page }): JSX.Element {
  const started = useSignal<Daybook['started']['value']>(undefined);
  const status = useSignal<StatusHead | undefined>(undefined);
  const compared: Daybook['compared'] = useSignal(undefined);
  const daybook = useMemo(() => ({ page, started, status, compared }), []);
  useEffect(
    () =>
      effect(() => {
        const api = page.api.value;
        // The end of a worker that was replaced is no news: it would take away the screens, and what is typed there.
        const begun = (outcome: Started): void => {
          if (page.api.peek() === api) started.value = outcome;
        };
        api
          .start()
          .then(begun, (error) => begun({ kind: 'storage-problem', code: 'failed', detail: String(error) }));
        const tell = tellRejections();
        return watch(api, { view: 'status' }, (view) => {
          status.value = view.head;
          tell(view.head);
        });
      }),
    [],
  );
  // Whoever closes the app with work unsent wants it sent all the same.
  const waiting = useComputed(() => (status.value?.toSend ?? 0) > 0 && status.value?.state !== 'syncing');
  useSignalEffect(() => {
    if (waiting.value) page.sendLater();
  });
  return (
    <DaybookProvider value={daybook}>
      <Opened daybook={daybook} />
    </DaybookProvider>
  );
}

function Opened({ daybook }: { readonly daybook: Daybook }): JSX.Element {
  const started = daybook.started.value;
  if (!started) return <Opening progress={daybook.status.value?.progress ?? null} />;
  if (started.kind === 'ready' && !enrolmentLink()) return <Guarded deviceId={started.who.deviceId} />;
  return (
    <div class="before">
      <Before started={started} />
      <footer>
        <LanguageChoice />
      </footer>
    </div>
  );
}

/** The daybook, behind its lock where somebody has set one. */
function Guarded({ deviceId }: { readonly deviceId: DeviceId }): JSX.Element {
  useLock(deviceId);
  return (
    <>
      <Shell />
      {isLocked.value && <LockScreen />}
    </>
  );
}

/** What stands before the daybook is open. */
function Before({ started }: { readonly started: Started }): JSX.Element {
  const link = enrolmentLink();
  if (link) return <EnrolCode link={link} />;
  switch (started.kind) {
    case 'ready':
      return <Guarded deviceId={started.who.deviceId} />;
    case 'enrol':
      return <Enrol offer={started} />;
    case 'sign-in': {
      const token = setUpToken();
      return token ? <SetUp token={token} /> : <SignIn ways={started.ways} />;
    }
    case 'storage-problem':
      return <StorageProblem problem={started} />;
  }
}
