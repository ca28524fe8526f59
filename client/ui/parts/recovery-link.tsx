import { LifeBuoy } from 'lucide';
import type { JSX } from 'preact';
import { t } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

/** To the page that reads the storage without the app. It is no place of the app: the browser itself goes there. */
export function RecoveryLink(): JSX.Element {
  return (
    <a class="button" href="/recovery.html" target="_self">
      <Icon of={LifeBuoy} />
      <span>{t().banner.recover}</span>
    </a>
  );
}
