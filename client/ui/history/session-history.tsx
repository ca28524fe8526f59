import { ArrowLeft } from 'lucide';
import type { JSX } from 'preact';
import type { SessionId } from '../../../shared/log/ids.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { Looked, useHistory } from './looked-for.tsx';

export function SessionHistory({ sessionId }: { readonly sessionId: SessionId }): JSX.Element {
  const looked = useHistory({ sessionId });
  const title = looked.history?.head.title;
  return (
    <div class="history">
      <a class="quiet-button back" href={pathTo.session(sessionId)}>
        <Icon of={ArrowLeft} />
        <span>{title ?? t().shell.back}</span>
      </a>
      <h1 class="pane-title">{title ? laterWords().history.of(title) : t().shell.history}</h1>
      <Looked looked={looked} />
    </div>
  );
}
