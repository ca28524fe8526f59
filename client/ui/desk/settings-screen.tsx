import type { JSX } from 'preact';
import { useMayAsk } from '../app/permitted.ts';
import { pathTo } from '../app/routes.ts';
import { LockPart } from '../lock/lock-part.tsx';
import { LanguageChoice } from '../parts/language-choice.tsx';
import { ThemePart } from '../parts/theme-part.tsx';
import { UsualPart } from '../planning/usual-part.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';
import { DeskHead } from './desk-head.tsx';

/** All that somebody at a desk chooses once: what new sessions begin with, and how the app looks and locks. */
export function SettingsScreen(): JSX.Element {
  const mayAsk = useMayAsk();
  return (
    <div class="desk">
      <DeskHead part="settings" />
      {mayAsk('POST usual-session') && <UsualPart />}
      <section class="part">
        <h2>{t().shell.language}</h2>
        <LanguageChoice />
      </section>
      <ThemePart />
      <LockPart />
      <p class="quiet">
        <a href={pathTo.device}>{deskWords().settings.more}</a>
      </p>
    </div>
  );
}
