import { ArrowLeft } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EventId, Instant, SessionId } from '../../../shared/log/ids.ts';
import type { MomentAt, MomentHead, MomentQuery, MomentView } from '../../view/moment.ts';
import { useView } from '../app/live-view.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { momentOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { instantTyped } from '../today/local-time.ts';
import { Entry } from './entry.tsx';
import { MORE, MomentRows } from './moment-rows.tsx';
import { MomentSlider } from './moment-slider.tsx';
import { SessionCompared } from './session-compared.tsx';

type Props = { readonly sessionId: SessionId; readonly entry: string };

/** A session as it was after any of its entries, without a network too (field-app rule 10). */
export function MomentScreen({ sessionId, entry }: Props): JSX.Element {
  const [at, setAt] = useState<MomentAt>(() => addressed(entry));
  const [against, setAgainst] = useState<MomentQuery['against']>('before');
  const [count, setCount] = useState(MORE);
  useEffect(() => setAt(addressed(entry)), [entry]);
  const view = useView({ view: 'moment', of: { sessionId }, at, against, count }).value;
  const head = view?.head;
  const key = head?.entry.key;
  const arrived = !(typeof at === 'object' && 'nth' in at) || at.nth === head?.nth;
  useEffect(() => {
    if (!key || !arrived) return;
    // The entry stays the same one when others come before it; and the address names it.
    if (at !== 'last') setAt({ entry: key });
    history.replaceState(history.state, '', pathTo.moment(sessionId, key));
  }, [key, arrived]);
  return (
    <div class="history moment">
      <a class="quiet-button back-to" href={pathTo.sessionHistory(sessionId)}>
        <Icon of={ArrowLeft} />
        <span>{historyWords().moment.back}</span>
      </a>
      <h1 class="pane-title">{historyWords().moment.title(head?.title ?? '')}</h1>
      {view && !head && <Empty what={historyWords().moment.gone} todo={historyWords().moment.goneTodo} />}
      {head && (
        <>
          <Choices against={against} onAgainst={setAgainst} onTime={(by) => setAt({ by })} />
          <There
            head={head}
            rows={view.rows}
            onMore={() => setCount(count + MORE)}
            onSeek={(entry) => setAt({ entry })}
          />
          <MomentSlider head={head} nth={nthIn(at) ?? head.nth} onMove={setAt} />
        </>
      )}
    </div>
  );
}

function addressed(entry: string): MomentAt {
  return entry === 'last' ? entry : { entry: entry as EventId };
}

function nthIn(at: MomentAt): number | undefined {
  return typeof at === 'object' && 'nth' in at ? at.nth : undefined;
}

type ThereProps = {
  readonly head: MomentHead;
  readonly rows: MomentView['rows'];
  readonly onMore: () => void;
  readonly onSeek: (entry: EventId) => void;
};

function There({ head, rows, onMore, onSeek }: ThereProps): JSX.Element {
  const words = historyWords().moment;
  const { entry, nth, of, recorded, against } = head;
  const around = { isNear: () => false, named: false, alone: true, onSeek };
  return (
    <>
      <p role="status">
        <b>{words.entry(nth, of)}</b> · {momentOf(entry.deviceAt)} ·{' '}
        {nth <= recorded ? words.recorded : words.pending}
      </p>
      <ol class="entries">
        <li class="entry-place">
          <Entry entry={entry} around={around} />
        </li>
      </ol>
      <SessionCompared sides={words.sides[against]} from={head.from} to={head.to} />
      <MomentRows head={head} rows={rows} onMore={onMore} />
    </>
  );
}

type ChoicesProps = {
  readonly against: MomentQuery['against'];
  readonly onAgainst: (against: MomentQuery['against']) => void;
  readonly onTime: (by: Instant) => void;
};

function Choices({ against, onAgainst, onTime }: ChoicesProps): JSX.Element {
  const words = historyWords().moment;
  const [text, setText] = useState('');
  const choose = (typed: string): void => {
    setText(typed);
    const by = instantTyped(typed);
    if (by) onTime(by);
  };
  return (
    <details class="sought">
      <summary class="quiet-button">{words.choices}</summary>
      <div class="filter-fields">
        <label class="field">
          <span>{words.against}</span>
          <select
            value={against}
            onChange={(event) => onAgainst(event.currentTarget.value as MomentQuery['against'])}
          >
            <option value="before">{words.before}</option>
            <option value="now">{words.now}</option>
          </select>
        </label>
        <TextField type="datetime-local" label={words.by} value={text} onValue={choose} />
      </div>
    </details>
  );
}
