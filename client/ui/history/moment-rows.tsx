import { ArrowRight } from 'lucide';
import type { JSX } from 'preact';
import type { MomentHead, MomentRow } from '../../view/moment.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { standingText } from './before-after.tsx';

type Props = {
  readonly head: MomentHead;
  readonly rows: readonly MomentRow[];
  readonly onMore: () => void;
};

/** The bookings at that moment: first those that stand otherwise, each before and after, then the others. */
export function MomentRows({ head, rows, onMore }: Props): JSX.Element {
  const words = historyWords().moment;
  const changed = rows.filter((row) => row.changed);
  const same = rows.filter((row) => !row.changed);
  return (
    <>
      <h2 class="day-name">{head.changed > 0 ? words.changedRows(head.changed) : words.noChange}</h2>
      {changed.length > 0 && (
        <ul class="entries">
          {changed.map((row) => (
            <li key={row.key} class="moment-row">
              <b>{row.name ?? laterWords().noName}</b>
              <span class="moment-stands">
                <span>{standingText(row.from)}</span>
                <Icon of={ArrowRight} small />
                <span class="moment-after">{standingText(row.to)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {same.length > 0 && (
        <>
          <h2 class="day-name">{words.sameRows}</h2>
          <ul class="entries">
            {same.map((row) => (
              <li key={row.key} class="moment-row">
                <b>{row.name ?? laterWords().noName}</b>
                <span class="moment-stands">{standingText(row.to)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {head.more > 0 && (
        <button type="button" class="quiet-button wide" onClick={onMore}>
          {words.more(Math.min(head.more, MORE))}
        </button>
      )}
    </>
  );
}

/** Bookings that are shown at once, and by how many there are more then. */
export const MORE = 100;
