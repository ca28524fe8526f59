import { signal } from '@preact/signals';
import { render } from 'preact';
import { App } from '../../client/ui/app/app.tsx';
import { chooseLanguage } from '../../client/ui/app/language.ts';
import { fetchTheRest } from '../../client/ui/app/later.tsx';
import { dismiss } from '../../client/ui/app/notices.ts';
import { followLinks, navigate } from '../../client/ui/app/routes.ts';
import { chooseTheme, showTheme } from '../../client/ui/app/theme.ts';
import type { DaybookApi, Started } from '../../client/worker/api.ts';
import type { Role } from '../../shared/sync/people.ts';
import '../../client/styles/styles.css';
import { sampleDaybook } from '../support/sample-daybook.ts';
import { placeOf } from './places.ts';

// The screens in front of a daybook in memory, for looking at them: `?start=enrol|lost|sign-in|storage` shows the others,
// `?died`, `?update` the banners, `?clock=720` a clock that is so many seconds ahead, `?lang=ko` the words in Korean, `?role=administrator` what somebody with that role sees where people sign in.

const root = document.getElementById('root') as HTMLElement;

const STARTS: Record<string, Started> = {
  enrol: { kind: 'enrol', workspaces: [{ id: 'demo' as never, name: 'Garden' }], reachable: true },
  lost: {
    kind: 'enrol',
    workspaces: [{ id: 'demo' as never, name: 'Garden' }],
    reachable: true,
    lost: { name: 'Mira', commitsAccepted: 41 },
  },
  unreachable: { kind: 'enrol', workspaces: [], reachable: false },
  'sign-in': { kind: 'sign-in', ways: { oidc: true } },
  storage: { kind: 'storage-problem', code: 'quota', detail: 'QuotaExceededError' },
};

/** Opens the app anew, as the address `query` asks for it, over a daybook of its own. */
function open(query: string): void {
  render(null, root);
  dismiss();
  // What was chosen on the screen before: a lock, a guest's language.
  localStorage.clear();
  const asked = new URLSearchParams(query);
  const sample = sampleDaybook(new Date());
  const start = STARTS[asked.get('start') ?? ''];
  const role = asked.get('role') as Role | null;
  if (role) sample.daybook.sync = { ...sample.daybook.sync, role };
  const api: DaybookApi = {
    ...sample.daybook,
    ...(start && { start: async () => start }),
    ...(role && { signInWays: async () => ({ oidc: false }) }),
  };
  navigate(placeOf(asked.get('at') ?? '', sample));
  render(
    <App
      page={{
        api: signal(api),
        workerDied: signal(asked.has('died')),
        restartWorker: () => undefined,
        updateReady: signal(asked.has('update')),
        putInUpdate: () => undefined,
        lookForUpdate: async () => 'none',
        version: 'preview',
        sendLater: () => undefined,
        storage: async () => ({ persisted: asked.has('persisted'), used: 12_400_000, quota: 2_000_000_000 }),
        appBytes: async () => 740_000,
        protectStorage: async () => true,
        clockSkew: async () => Number(asked.get('clock') ?? 1),
      }}
    />,
    root,
  );
}

followLinks();
showTheme();
open(location.search);
if (new URLSearchParams(location.search).get('lang') === 'ko') void chooseLanguage('ko');
Object.assign(globalThis, { open, chooseLanguage, chooseTheme });
fetchTheRest();
