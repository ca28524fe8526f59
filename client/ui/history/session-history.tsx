import { ArrowLeft } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import { useView } from '../app/live-view.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';
import { ENTRIES_AT_ONCE, Entries } from './entries.tsx';

export function SessionHistory({ sessionId }: { readonly sessionId: SessionId }): JSX.Element {
  const [count, setCount] = useState(ENTRIES_AT_ONCE);
  const history = useView({ view: 'history', of: { sessionId }, count }).value;
  const title = history?.head.title;
  return (
    <div class="history">
      <a class="quiet-button back" href={pathTo.session(sessionId)}>
        <Icon of={ArrowLeft} />
        <span>{title ?? t().shell.back}</span>
      </a>
      <h1 class="pane-title">{title ? t().history.of(title) : t().shell.history}</h1>
      {history && <Entries history={history} onMore={() => setCount(count + ENTRIES_AT_ONCE)} />}
    </div>
  );
}
