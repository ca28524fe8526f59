import { ArrowLeft, Info } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { InboxAction, InboxRow } from '../../view/inbox-row.ts';
import { useView } from '../app/live-view.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { dayOf, momentOf, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { InboxActions } from './inbox-actions.tsx';
import { Badge } from './inbox-list.tsx';
import { InboxSheet } from './inbox-sheet.tsx';

/** What you recorded | what was decided | why; one action that is recommended, and the others. */
export function InboxDetail({ row: key }: { readonly row: string }): JSX.Element {
  const inbox = useView({ view: 'inbox', only: key }).value;
  const [open, setOpen] = useState<InboxAction>();
  const row = inbox?.rows.find((one) => one.key === key);
  return (
    <div class="inbox-detail">
      <a class="quiet-button back" href={pathTo.inbox()}>
        <Icon of={ArrowLeft} />
        <span>{t().shell.inbox}</span>
      </a>
      {inbox && !row && <Empty what={laterWords().inbox.gone} todo={laterWords().inbox.goneTodo} alone />}
      {row && (
        <>
          <Head row={row} />
          <Compared row={row} />
          {row.commits.length > 0 && <Rejections row={row} />}
          {row.doNotBookAgain && (
            <p class="do-not">
              <Icon of={Info} small />
              <b>{row.kind === 'stuck' ? laterWords().inbox.doNotBookStuck : laterWords().inbox.doNotBook}</b>
            </p>
          )}
          <InboxActions row={row} onOpen={setOpen} />
          {open && <InboxSheet action={open} row={row} onClose={() => setOpen(undefined)} />}
        </>
      )}
    </div>
  );
}

function Head({ row }: { readonly row: InboxRow }): JSX.Element {
  return (
    <header>
      <h1>{row.guest?.name ?? laterWords().noName}</h1>
      {row.session && (
        <p>
          {row.session.title} · {dayOf(row.session.startsAt)}, {timeOf(row.session.startsAt)}
          <span class="quiet"> · {row.session.venue}</span>
        </p>
      )}
      <p>
        <Badge row={row} />
      </p>
    </header>
  );
}

function Compared({ row }: { readonly row: InboxRow }): JSX.Element {
  const words = laterWords().inbox;
  return (
    <dl class="compared">
      <div>
        <dt>{row.mine ? words.recorded : words.recordedBy}</dt>
        <dd>{laterWords().stand(row.recorded)}</dd>
        <dd class="quiet">{momentOf(row.since)}</dd>
      </div>
      {row.decided && (
        <div class={row.kind === 'coming' ? 'not-yet' : ''}>
          <dt>{row.kind === 'coming' ? words.coming : words.decided}</dt>
          <dd>{laterWords().stand(row.decided)}</dd>
          {row.kind === 'coming' && <dd class="quiet">{words.comingNote}</dd>}
        </div>
      )}
      <div>
        <dt>{words.why}</dt>
        <dd>{laterWords().why[row.why]}</dd>
      </div>
    </dl>
  );
}

function Rejections({ row }: { readonly row: InboxRow }): JSX.Element {
  return (
    <ul class="rejections">
      {row.commits.map((commit) => (
        <li key={commit.id}>
          <b>{laterWords().commands[commit.command] ?? commit.command}</b>:{' '}
          {t().problem(commit.because ? 'depends-on' : commit.code, commit.detail)}{' '}
          <span class="quiet">
            {laterWords().marks.saved} {momentOf(commit.savedAt)},{' '}
            {laterWords().inbox.rejectedAt(momentOf(commit.rejectedAt))}
          </span>
        </li>
      ))}
    </ul>
  );
}
