import { ArrowLeft, Clock, Printer } from 'lucide';
import type { JSX } from 'preact';
import type { SessionId } from '../../../shared/log/ids.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { AuditSheet, SHEET } from './audit-sheet.tsx';
import { Looked } from './looked-for.tsx';
import { MomentScreen } from './moment-screen.tsx';
import { useHistory } from './windowed-history.ts';

type Props = {
  readonly sessionId: SessionId;
  /** The entry after which it is looked at, where it is looked at as it was then; or all of it, on paper. */
  readonly moment: string | undefined;
};

export function SessionHistory({ sessionId, moment }: Props): JSX.Element {
  if (moment === SHEET) return <AuditSheet sessionId={sessionId} />;
  return moment ? <MomentScreen sessionId={sessionId} entry={moment} /> : <Entries sessionId={sessionId} />;
}

function Entries({ sessionId }: { readonly sessionId: SessionId }): JSX.Element {
  const looked = useHistory({ sessionId });
  const title = looked.history?.head.title;
  return (
    <div class="history">
      <a class="quiet-button back" href={pathTo.session(sessionId)}>
        <Icon of={ArrowLeft} />
        <span>{title ?? t().shell.back}</span>
      </a>
      <h1 class="pane-title">{title ? laterWords().history.of(title) : t().shell.history}</h1>
      {looked.history && looked.history.head.all > 0 && (
        <a class="quiet-button" href={pathTo.moment(sessionId)}>
          <Icon of={Clock} />
          <span>{historyWords().moment.openLast}</span>
        </a>
      )}
      <Looked looked={looked}>
        <a class="button" href={pathTo.moment(sessionId, SHEET)}>
          <Icon of={Printer} />
          <span>{historyWords().sheet.open}</span>
        </a>
      </Looked>
    </div>
  );
}
