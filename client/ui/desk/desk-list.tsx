import { ArrowLeft } from 'lucide';
import type { JSX } from 'preact';
import { type DeskPart, pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { DeskPlaces } from './desk-places.tsx';

/** On phones the way to the desk leads over Device, and so does the way back. */
export function DeskList({ chosen }: { readonly chosen: DeskPart | undefined }): JSX.Element {
  return (
    <div class="desk">
      <a class="quiet-button back" href={pathTo.device}>
        <Icon of={ArrowLeft} />
        <span>{t().shell.device}</span>
      </a>
      <h1 class="pane-title">{t().desk.title}</h1>
      <DeskPlaces chosen={chosen} />
    </div>
  );
}
