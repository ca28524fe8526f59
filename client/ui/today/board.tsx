import { Plus } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { BoardView, SessionCard as Card } from '../../view/board.ts';
import { NewSession } from '../app/later.tsx';
import { useView } from '../app/live-view.ts';
import { useMay } from '../app/permitted.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/sign.tsx';
import { dayNamed, OWN_ZONE } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { SessionCard } from './session-card.tsx';

/** The sessions by day: today first, the past folded away. */
export function Board({ chosen }: { readonly chosen: string | undefined }): JSX.Element {
  const [text, setText] = useState('');
  const [venue, setVenue] = useState('');
  const [past, setPast] = useState(false);
  const [adding, setAdding] = useState(false);
  const filter = { ...(text && { text }), ...(venue && { venue }), ...(past && { past }) };
  const board = useView({ view: 'board', timeZone: OWN_ZONE, ...filter }).value;
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
      {board && <Days board={board} chosen={chosen} />}
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

function Days({
  board,
  chosen,
}: {
  readonly board: BoardView;
  readonly chosen: string | undefined;
}): JSX.Element {
  const { head, rows } = board;
  const may = useMay();
  const words = t().today;
  if (head.sessions === 0)
    return head.asOf ? (
      <Empty what={words.empty} todo={may('ScheduleSession') ? words.emptyTodo : words.emptyForOthers} />
    ) : (
      <Empty what={words.notFetched} todo={words.notFetchedTodo} />
    );
  const days = Map.groupBy(rows, (card) => card.day);
  const upcoming = rows.some((card) => card.day >= head.today);
  return (
    <>
      {!days.has(head.today) && upcoming && <p class="quiet none-today">{words.nothingToday}</p>}
      {rows.length === 0 && (
        <p class="quiet none-today">{head.past > 0 ? words.nothingToday : words.nothingFits}</p>
      )}
      {[...days].map(([day, cards]) => (
        <Day key={day} day={day} today={head.today} cards={cards} asOf={head.asOf} chosen={chosen} />
      ))}
      {head.more > 0 && <p class="quiet">{words.more(head.more)}</p>}
    </>
  );
}

type DayProps = {
  readonly day: string;
  readonly today: string;
  readonly cards: readonly Card[];
  readonly asOf: string | null;
  readonly chosen: string | undefined;
};

function Day({ day, today, cards, asOf, chosen }: DayProps): JSX.Element {
  return (
    <section class={day < today ? 'day past' : 'day'}>
      <h2 class="day-name">{dayWords(day, today)}</h2>
      <ul class="cards">
        {cards.map((card) => (
          <li key={card.key}>
            <SessionCard card={card} asOf={asOf} chosen={card.key === chosen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function dayWords(day: string, today: string): string {
  const { heading, tomorrow } = t().today;
  const next = new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  if (day === today) return heading(dayNamed(day));
  return day === next ? tomorrow(dayNamed(day)) : dayNamed(day);
}
