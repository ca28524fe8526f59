import type { JSX } from 'preact';
import type { HistoryEntry } from '../../view/history-entry.ts';
import type { ReadOutRow } from '../../view/read-out.ts';
import { exactMoment, spanOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { standingText } from './before-after.tsx';
import { PaperRows } from './paper-rows.tsx';

type AuditEntriesProps = {
  readonly rows: readonly ReadOutRow[];
  /** How many of them, so far. */
  readonly drawn: number;
};

/** Who did what when, a row an entry; each page of paper has the heads of the columns. */
export function AuditEntries({ rows, drawn }: AuditEntriesProps): JSX.Element {
  const words = historyWords().sheet;
  return (
    // Wider than a phone: it can be scrolled by itself, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class="paper-scroll" aria-label={words.history} tabIndex={0}>
      <table class="paper-table">
        <caption>{words.history}</caption>
        <thead>
          <tr>
            <th scope="col">{words.position}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.beforeAfter}</th>
          </tr>
        </thead>
        <PaperRows rows={rows} drawn={drawn} line={line} />
      </table>
    </section>
  );
}

function line({ key, entry }: ReadOutRow): JSX.Element {
  return (
    <tr key={key}>
      <td>{entry.position ?? historyWords().file.states[entry.state]}</td>
      <td>
        <When entry={entry} />
      </td>
      <td>
        {entry.by.name}
        <br />
        <span class="quiet">{entry.by.deviceId.slice(0, 8)}</span>
        {entry.deliveredBy && (
          <span class="quiet"> · {laterWords().history.takenInBy(entry.deliveredBy.name)}</span>
        )}
      </td>
      <td>
        {laterWords().happening(entry.what, entry.guest)}
        {entry.what.reason && (
          <span class="quiet"> · {laterWords().reasons[entry.what.reason] ?? entry.what.reason}</span>
        )}
      </td>
      <td>{changeOf(entry)}</td>
    </tr>
  );
}

/** By the device's clock; by the server's too, where they differ. */
function When({ entry: { deviceAt, serverAt, skewSeconds } }: { readonly entry: HistoryEntry }): JSX.Element {
  const { history } = laterWords();
  return (
    <>
      {exactMoment(deviceAt)}
      {serverAt && skewSeconds !== null && (
        <span class="quiet">
          {' '}
          · {history.server} {exactMoment(serverAt)} ·{' '}
          {skewSeconds > 0 ? history.later(spanOf(skewSeconds)) : history.ahead(spanOf(-skewSeconds))}
        </span>
      )}
    </>
  );
}

function changeOf({ before, after, left }: HistoryEntry): string {
  const [from, to] = [standingText(before), standingText(after)];
  const seats = left
    .filter((type) => type.before !== type.after)
    .map((type) => `${type.label}: ${type.before} → ${type.after}`);
  return [...(from === to ? [] : [`${from} → ${to}`]), ...seats].join('; ');
}
