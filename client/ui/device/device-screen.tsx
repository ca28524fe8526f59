import type { JSX } from 'preact';
import { useView } from '../app/live-view.ts';
import { useMayAsk } from '../app/permitted.ts';
import { DeskPlaces } from '../desk/desk-places.tsx';
import { LockPart } from '../lock/lock-part.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { ThemePart } from '../parts/theme-part.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { AccountPart } from './account-part.tsx';
import { HandOverPart } from './hand-over-part.tsx';
import { ReadyPart } from './ready-part.tsx';
import { SignOutPart } from './sign-out-part.tsx';
import { StoragePart } from './storage-part.tsx';
import { SyncPanel } from './sync-panel.tsx';
import { VersionPart } from './version-part.tsx';

/** This device: its sync, its storage, how it looks, who uses it. */
export function DeviceScreen(): JSX.Element {
  const view = useView({ view: 'device' }).value;
  const role = view?.head.sync.role;
  // Who has the desk among the places finds it there on wide screens.
  const mayAsk = useMayAsk();
  const words = laterWords().device;
  return (
    <div class="device">
      <h1 class="pane-title">{words.title}</h1>
      {view && <ReadyPart head={view.head} />}
      <section class="part">
        <h2>{laterWords().sync.title}</h2>
        {view && <SyncPanel view={view} />}
      </section>
      <HandOverPart />
      <StoragePart entries={view?.head.sync.cursor} />
      <LockPart />
      <section class="part">
        <h2>{t().shell.language}</h2>
        <LanguageChoice />
      </section>
      <ThemePart />
      <section class="part">
        <h2>{words.who}</h2>
        {view && (
          <dl class="facts">
            <dt>{words.name}</dt>
            <dd>{view.head.who.name}</dd>
            {role && <dt>{words.role}</dt>}
            {role && <dd>{laterWords().roles[role]}</dd>}
            <dt>{words.workspace}</dt>
            <dd>{view.head.who.workspaceId}</dd>
            <dt>{words.id}</dt>
            <dd class="id">{view.head.who.deviceId}</dd>
          </dl>
        )}
      </section>
      <section class={mayAsk('GET quarantine') ? 'part narrow-only' : 'part'}>
        <h2>{t().desk.title}</h2>
        <DeskPlaces chosen={undefined} />
      </section>
      <VersionPart />
      <AccountPart />
      <SignOutPart />
    </div>
  );
}
