import { CircleDashed, type IconNode, MessageCircle, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import type { InboxHead, InboxView } from '../../view/inbox.ts';
import type { InboxRow } from '../../view/inbox-row.ts';
import { useKeptCount } from '../app/kept-count.ts';
import { useView } from '../app/live-view.ts';
import { pathTo } from '../app/routes.ts';
import { useRowWindow } from '../app/row-window.ts';
import { Lines } from '../parts/long-list.tsx';
import { Empty, Sign, type State } from '../parts/sign.tsx';
import { dayOf, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

/** One row per guest, the soonest session first (field-app rule 8). */
export function InboxList({ chosen }: { readonly chosen: string | undefined }): JSX.Element {
  const [everyone, setEveryone] = useState(false);
  const { window, onShown } = useRowWindow(String(everyone));
  const inbox = useView({ view: 'inbox', everyone, ...window }).value;
  const words = laterWords().inbox;
  if (!inbox) return <h1 class="pane-title">{words.title}</h1>;
  const { mine, others } = inbox.head;
  return (
    <div class="inbox">
      <h1 class="pane-title">{words.title}</h1>
      {others > 0 && (
        <fieldset class="choice">
          <legend class="unseen">{words.filter}</legend>
          {[false, true].map((all) => (
            <label key={String(all)}>
              <input type="radio" name="whose" checked={everyone === all} onChange={() => setEveryone(all)} />
              <span>{all ? words.everyone(mine + others) : words.mine(mine)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {inbox.head.total === 0 && <Empty what={words.empty} todo={words.emptyTodo} />}
      <Rows inbox={inbox} chosen={chosen} onShown={onShown} />
      <Beside unreadable={inbox.head.unreadable} />
    </div>
  );
}

type RowsProps = {
  readonly inbox: InboxView;
  readonly chosen: string | undefined;
  readonly onShown: (first: number, last: number) => void;
};

function Rows({ inbox: { head, rows }, chosen, onShown }: RowsProps): JSX.Element {
  const line = useCallback(
    (row: InboxRow) => (
      <a
        class="line-main"
        href={pathTo.inbox(row.key)}
        aria-current={row.key === chosen ? 'true' : undefined}
      >
        <Line row={row} />
      </a>
    ),
    [chosen],
  );
  const { from, total } = head;
  return <Lines likely={LIKELY} {...{ rows, from, total, item, line, onShown }} />;
}

const LIKELY = { wide: 105, narrow: 105 };

function item({ kind }: InboxRow): { class: string } {
  return { class: `line ${kind}` };
}

/** What somebody has to look at and is no guest of this device: kept for a planner, or out of this version's reach. */
function Beside({ unreadable }: Pick<InboxHead, 'unreadable'>): JSX.Element {
  const words = laterWords().inbox;
  const kept = useKeptCount();
  return (
    <>
      {kept > 0 && (
        <a class="sign-link" href={pathTo.desk('quarantine')}>
          <Sign state="to-decide">{words.kept(kept)}</Sign>
        </a>
      )}
      {unreadable.length > 0 && (
        <section class="part">
          <h2>{words.unreadable(unreadable.length)}</h2>
          <p>{words.unreadableTodo}</p>
          <ul class="lines">
            {unreadable.map((session) => (
              <li key={session.id} class="line">
                <a class="line-main" href={pathTo.session(session.id)}>
                  <span class="line-name">{session.title}</span>
                  <span class="quiet">
                    {dayOf(session.startsAt)}, {timeOf(session.startsAt)} · {session.venue}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Line({ row }: { readonly row: InboxRow }): JSX.Element {
  return (
    <>
      <span class="line-name">{row.guest?.name ?? laterWords().noName}</span>
      <span class="line-party">{laterWords().stand(row.decided ?? row.recorded)}</span>
      {row.session && (
        <span class="quiet">
          {row.session.title} · {dayOf(row.session.startsAt)}, {timeOf(row.session.startsAt)}
        </span>
      )}
      <span class="line-signs">
        <Badge row={row} />
      </span>
    </>
  );
}

const BADGES: Record<InboxRow['kind'], { readonly state: State; readonly icon: IconNode }> = {
  decided: { state: 'to-decide', icon: MessageCircle },
  coming: { state: 'provisional', icon: CircleDashed },
  stuck: { state: 'declined', icon: TriangleAlert },
};

export function Badge({ row }: { readonly row: InboxRow }): JSX.Element {
  const { decidedBadge, comingBadge, stuckBadge } = laterWords().inbox;
  const words = { decided: decidedBadge, coming: comingBadge, stuck: stuckBadge };
  return <Sign {...BADGES[row.kind]}>{words[row.kind]}</Sign>;
}
