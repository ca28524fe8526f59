import { Plus } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { LongDays, NewSession } from '../app/later.tsx';
import { useView } from '../app/live-view.ts';
import { useMay } from '../app/permitted.ts';
import { useRowWindow } from '../app/row-window.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { OWN_ZONE } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { Days, type DaysProps } from './days.tsx';

/** The sessions by day: today first, the past folded away. */
export function Board({ chosen }: { readonly chosen: string | undefined }): JSX.Element {
  const [text, setText] = useState('');
  const [venue, setVenue] = useState('');
  const [past, setPast] = useState(false);
  const [adding, setAdding] = useState(false);
  const filter = { ...(text && { text }), ...(venue && { venue }), ...(past && { past }) };
  const { window, onShown } = useRowWindow(JSON.stringify(filter));
  const board = useView({ view: 'board', timeZone: OWN_ZONE, ...filter, ...window }).value;
  const maySchedule = useMay()('ScheduleSession');
  const words = t().today;
  return (
    <div class="board">
      <h1 class="unseen">{words.title}</h1>
      {board && board.head.sessions > 0 && (
        <div class="filters">
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <select
            aria-label={words.venue}
            value={venue}
            onChange={(event) => setVenue(event.currentTarget.value)}
          >
            <option value="">{words.allVenues}</option>
            {board.head.venues.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          {maySchedule && (
            <button
              type="button"
              class="quiet-button add"
              title={words.newSession}
              onClick={() => setAdding(true)}
            >
              <Icon of={Plus} />
              <span class="add-word">{words.newSession}</span>
            </button>
          )}
        </div>
      )}
      {board && <Content board={board} chosen={chosen} onShown={onShown} />}
      {board && board.head.past > 0 && (
        <button type="button" class="quiet-button wide" aria-expanded={past} onClick={() => setPast(!past)}>
          {past ? words.hidePast : words.past(board.head.past)}
        </button>
      )}
      {board?.head.sessions === 0 && maySchedule && (
        <button type="button" class="button main" onClick={() => setAdding(true)}>
          <Icon of={Plus} />
          <span>{words.newSession}</span>
        </button>
      )}
      {adding && <NewSession onClose={() => setAdding(false)} />}
    </div>
  );
}

function Content(props: DaysProps): JSX.Element {
  const { head, rows } = props.board;
  const may = useMay();
  const words = t().today;
  if (head.sessions === 0)
    return head.asOf ? (
      <Empty what={words.empty} todo={may('ScheduleSession') ? words.emptyTodo : words.emptyForOthers} />
    ) : (
      <Empty what={words.notFetched} todo={words.notFetchedTodo} />
    );
  const cards = head.days.reduce((sum, one) => sum + one.cards, 0);
  const upcoming = head.days.some(({ day }) => day > head.today);
  return (
    <>
      {!head.days.some(({ day }) => day === head.today) && upcoming && (
        <p class="quiet none-today">{words.nothingToday}</p>
      )}
      {cards === 0 && (
        <p class="quiet none-today">{head.past > 0 ? words.nothingToday : words.nothingFits}</p>
      )}
      {cards > rows.length ? <LongDays {...props} /> : <Days {...props} />}
    </>
  );
}
