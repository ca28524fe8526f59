import { ArrowLeft } from 'lucide';
import type { JSX } from 'preact';
import { type DeskPart, pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';

/** The name of a screen of the desk; on phones, the way back too. */
export function DeskHead({ part }: { readonly part: DeskPart }): JSX.Element {
  const { about } = deskWords()[part];
  return (
    <>
      <a class="quiet-button back" href={pathTo.desk()}>
        <Icon of={ArrowLeft} />
        <span>{t().desk.title}</span>
      </a>
      <h1 class="pane-title">{t().desk.parts[part]}</h1>
      <p class="quiet">{about}</p>
    </>
  );
}
