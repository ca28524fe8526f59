import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EventId } from '../../../shared/log/ids.ts';
import type { HistoryView } from '../../view/history.ts';
import type { HistoryEntry } from '../../view/history-entry.ts';
import { Empty } from '../parts/sign.tsx';
import { dayOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { Entry } from './entry.tsx';
import { goTo } from './entry-links.tsx';
import { sought } from './sought.ts';

export const ENTRIES_AT_ONCE = 200;

type EntriesProps = {
  readonly history: HistoryView;
  readonly onMore: () => void;
  /** Each entry says which session it belongs to. */
  readonly named?: boolean;
  /** Takes the filter away. */
  readonly onAll: () => void;
};

/** A vertical line of entries, the newest on top, by the day of the device's clock. */
export function Entries({ history, onMore, onAll, named = false }: EntriesProps): JSX.Element {
  const { head, rows } = history;
  const words = laterWords().history;
  const shown = new Set(rows.map((row) => row.key));
  const more = head.entries > rows.length;
  const filtered = head.entries < head.all;
  // The entry that a link leads to, while what the filter hides and older ones are loaded until it is there.
  const [wanted, setWanted] = useState<EventId | undefined>(() => sought.peek());
  useEffect(() => {
    sought.value = undefined;
    if (!wanted) return;
    if (!shown.has(wanted)) {
      if (filtered) return onAll();
      if (more) return onMore();
    }
    goTo(wanted);
    setWanted(undefined);
  }, [wanted, history]);
  if (filtered && rows.length === 0)
    return <Empty what={historyWords().noMatch} todo={historyWords().noMatchTodo} />;
  if (rows.length === 0) return <Empty what={words.empty} todo={words.emptyTodo} />;
  return (
    <>
      <p class="quiet">
        {filtered ? historyWords().some(head.entries, head.all) : words.entries(head.entries)}
        {head.pending > 0 && ` · ${words.pending(head.pending)}`}
      </p>
      {byDay(rows).map(({ day, entries }) => (
        <section class="day" key={entries[0]?.key}>
          <h2 class="day-name">{day}</h2>
          <ol class="entries">
            {entries.map((entry) => (
              <Entry key={entry.key} entry={entry} around={{ shown, named, onSeek: setWanted }} />
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <button type="button" class="quiet-button wide" onClick={onMore}>
          {words.more(Math.min(head.entries - rows.length, ENTRIES_AT_ONCE))}
        </button>
      )}
    </>
  );
}

/** Entries stay in the order of recording; a clock that jumped starts a day anew, and does not move an entry. */
function byDay(rows: readonly HistoryEntry[]): { day: string; entries: HistoryEntry[] }[] {
  const days: { day: string; entries: HistoryEntry[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.deviceAt);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(row);
    else days.push({ day, entries: [row] });
  }
  return days;
}
