import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { EventId } from '../../../shared/log/ids.ts';
import type { HistoryView } from '../../view/history.ts';
import type { HistoryEntry } from '../../view/history-entry.ts';
import { LongList } from '../parts/long-list.tsx';
import { Empty } from '../parts/sign.tsx';
import { dayOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { Entry, entryItem } from './entry.tsx';
import { goTo } from './entry-links.tsx';
import type { LookedFor } from './windowed-history.ts';

type EntriesProps = Pick<LookedFor, 'onShown' | 'wanted' | 'onWanted'> & {
  readonly history: HistoryView;
  /** Each entry says which session it belongs to. */
  readonly named?: boolean;
  /** Takes the filter away. */
  readonly onAll: () => void;
};

/** A vertical line of entries, the newest on top, by the day of the device's clock. */
export function Entries(props: EntriesProps): JSX.Element {
  const { head, rows } = props.history;
  const words = laterWords().history;
  const filtered = head.entries < head.all;
  const isLong = head.entries > rows.length;
  const to = useWanted(props, isLong);
  const line = useLine(props);
  if (filtered && head.entries === 0)
    return <Empty what={historyWords().noMatch} todo={historyWords().noMatchTodo} />;
  if (head.entries === 0) return <Empty what={words.empty} todo={words.emptyTodo} />;
  return (
    <>
      <p class="quiet">
        {filtered ? historyWords().some(head.entries, head.all) : words.entries(head.entries)}
        {head.pending > 0 && ` · ${words.pending(head.pending)}`}
      </p>
      {isLong ? (
        <LongList
          as="ol"
          class="entries"
          {...{ rows, line, to }}
          from={head.from}
          total={head.entries}
          item={entryItem}
          heading={dayOfEntry}
          likely={LIKELY}
          onShown={props.onShown}
        />
      ) : (
        <Days rows={rows} line={line} />
      )}
    </>
  );
}

const LIKELY = { wide: 190, narrow: 240 };

type DaysProps = {
  readonly rows: readonly HistoryEntry[];
  readonly line: (entry: HistoryEntry) => JSX.Element;
};

function Days({ rows, line }: DaysProps): JSX.Element {
  return (
    <>
      {byDay(rows).map(({ day, nth, entries }) => (
        <section class="day" key={`${day} ${nth}`}>
          <h2 class="day-name">{day}</h2>
          <ol class="entries">
            {entries.map((entry) => (
              <li key={entry.key} {...entryItem(entry)}>
                {line(entry)}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** The `nth` of that name: what comes to a day leaves the day in its place, with what somebody opened there. */
type Day = { readonly day: string; readonly nth: number; readonly entries: HistoryEntry[] };

/** Entries stay in the order of recording; a clock that jumped starts a day anew, and does not move an entry. */
function byDay(rows: readonly HistoryEntry[]): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const day = dayOfEntry(row);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(row);
    else days.push({ day, nth: days.filter((other) => other.day === day).length, entries: [row] });
  }
  return days;
}

function dayOfEntry({ deviceAt }: HistoryEntry): string {
  return dayOf(deviceAt);
}

/** What is near is looked up when an entry is drawn: it is not drawn anew because others come near. */
function useLine({
  history: { rows },
  named = false,
  onWanted,
}: EntriesProps): (entry: HistoryEntry) => JSX.Element {
  const near = useRef<readonly HistoryEntry[]>(rows);
  near.current = rows;
  return useCallback(
    (entry: HistoryEntry) => {
      const isNear = (id: EventId): boolean => near.current.some(({ key }) => key === id);
      const onSeek = (id: EventId): void => {
        if (!goTo(id)) onWanted(id);
      };
      return <Entry entry={entry} around={{ isNear, named, onSeek }} />;
    },
    [named, onWanted],
  );
}

/**
 * Leads to the entry that a link names: what hides it goes away, and the list goes there. Where the history does not
 * have it, nothing happens.
 */
function useWanted(
  { history: { head }, wanted, onWanted, onAll }: EntriesProps,
  isLong: boolean,
): Parameters<typeof LongList>[0]['to'] {
  const found = wanted && head.found?.key === wanted ? head.found : undefined;
  const isHidden = found?.at === null && head.entries < head.all;
  const arrive = (): void => {
    if (wanted) goTo(wanted);
    onWanted(undefined);
  };
  useEffect(() => {
    if (isHidden) onAll();
    else if (found && (!isLong || found.at === null)) arrive();
  }, [found?.key, found?.at, isHidden, isLong]);
  if (!found || found.at === null || !isLong) return undefined;
  return { key: found.key, index: found.at, onThere: arrive };
}
