import { Ban, Send } from 'lucide';
import type { JSX } from 'preact';
import type { HistoryEntry } from '../../view/history-entry.ts';
import { pathTo } from '../app/routes.ts';
import { Sign } from '../parts/sign.tsx';
import { exactTime, momentOf, spanOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { BeforeAfter } from './before-after.tsx';
import { type Around, EntryLinks } from './entry-links.tsx';

type EntryProps = { readonly entry: HistoryEntry; readonly around: Around };

/** The list item that it stands in: links lead to it. */
export function entryItem({ key }: HistoryEntry): { class: string; id: string; tabIndex: number } {
  return { class: 'entry-place', id: `entry-${key}`, tabIndex: -1 };
}

/** One line of the book, for good: when, what, by whom, and what was before and after. */
export function Entry({ entry, around }: EntryProps): JSX.Element {
  const { named } = around;
  const joined = entry.why.links.some(({ kind }) => kind === 'makes-up-for' || kind === 'made-up-for');
  return (
    <div class={`entry ${entry.state}${joined ? ' joined' : ''}`}>
      <time class="entry-time" dateTime={entry.deviceAt}>
        {exactTime(entry.deviceAt)}
      </time>
      <div class="entry-body">
        <p class="entry-what">{laterWords().happening(entry.what, entry.guest)}</p>
        <p class="quiet">
          {named && <a href={pathTo.sessionHistory(entry.sessionId)}>{entry.session}</a>}
          {named && ' · '}
          {whose(entry)}
          {entry.what.reason && ` · ${laterWords().reasons[entry.what.reason] ?? entry.what.reason}`}
        </p>
        <ServerTime entry={entry} />
        <Flags entry={entry} />
        <BeforeAfter entry={entry} />
        <EntryLinks entry={entry} around={around} />
      </div>
    </div>
  );
}

/** The server's time, and how it differs from the device's: sent later, or by a clock that is wrong. */
function ServerTime({ entry }: { readonly entry: HistoryEntry }): JSX.Element | null {
  const { history } = laterWords();
  const { serverAt, skewSeconds } = entry;
  if (!serverAt) return null;
  return (
    <p class="quiet">
      {history.server}{' '}
      <time dateTime={serverAt}>{skewSeconds === null ? exactTime(serverAt) : momentOf(serverAt)}</time>
      {skewSeconds !== null && ' · '}
      {skewSeconds !== null &&
        (skewSeconds > 0 ? history.later(spanOf(skewSeconds)) : history.ahead(spanOf(-skewSeconds)))}
    </p>
  );
}

function whose({ by, derived, deliveredBy }: HistoryEntry): string {
  const { history } = laterWords();
  const words = [derived ? history.derived : history.by(by.name)];
  words.push(by.own ? history.thisDevice : `${history.device} ${by.deviceId.slice(0, 8)}`);
  if (deliveredBy)
    words.push(deliveredBy.isAnother ? history.takenInBy(deliveredBy.name) : history.deliveredBy);
  return words.join(' · ');
}

function Flags({ entry }: { readonly entry: HistoryEntry }): JSX.Element | null {
  const { problem } = t();
  const { history } = laterWords();
  switch (entry.state) {
    case 'recorded':
      return null;
    case 'pending':
      return <Sign state="to-send">{history.pendingFlag}</Sign>;
    case 'accepted':
      return (
        <Sign state="to-decide" icon={Send}>
          {history.acceptedFlag}
        </Sign>
      );
    case 'quarantined':
      return (
        <Sign state="declined" icon={Ban}>
          {entry.problem?.setAside ? history.setAsideFlag : history.quarantinedFlag}:{' '}
          {problem(entry.problem?.code ?? null, entry.problem?.detail ?? null)}
        </Sign>
      );
  }
}
