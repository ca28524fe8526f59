import type { IconNode } from 'lucide';
import { ArrowDown, ArrowUp, Ban, Send } from 'lucide';
import type { JSX } from 'preact';
import type { EventId } from '../../../shared/log/ids.ts';
import type { HistoryEntry } from '../../view/history-entry.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { exactTime, momentOf, spanOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { BeforeAfter } from './before-after.tsx';

type EntryProps = {
  readonly entry: HistoryEntry;
  readonly shown: ReadonlySet<string>;
  readonly named: boolean;
  /** Loads older entries until that one is there; undefined where all are. */
  readonly onOlder: ((id: EventId) => void) | undefined;
  /** Takes the filter away and goes there; undefined where nothing is hidden. */
  readonly onHidden: ((id: EventId) => void) | undefined;
};

/** One line of the book, for good: when, what, by whom, and what was before and after. */
export function Entry({ entry, ...around }: EntryProps): JSX.Element {
  const { named } = around;
  const joined = entry.compensates.length > 0 || entry.compensatedBy.length > 0;
  return (
    <li id={`entry-${entry.key}`} tabIndex={-1} class={`entry ${entry.state}${joined ? ' joined' : ''}`}>
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
        <Links entry={entry} {...around} />
      </div>
    </li>
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

/**
 * A compensation leads to what it makes up for, and that leads back (field-app rule 10). What it makes up for is
 * older, so it may not be loaded yet; what is not in this history is in the session's.
 */
function Links({ entry, shown, named, onOlder, onHidden }: EntryProps): JSX.Element {
  const { history } = laterWords();
  const elsewhere = (id: EventId, words: string): JSX.Element | null =>
    named ? (
      <a key={id} class="quiet-button jump" href={pathTo.sessionHistory(entry.sessionId)}>
        {words}
      </a>
    ) : null;
  return (
    <>
      {entry.compensates.map((id) => {
        const go = shown.has(id) ? goTo : onOlder;
        if (!go) return elsewhere(id, history.compensatesElsewhere);
        return <Jump key={id} icon={ArrowDown} word={history.compensates} onGo={() => go(id)} />;
      })}
      {entry.compensatedBy.map((id) => {
        const go = shown.has(id) ? goTo : onHidden;
        if (!go) return elsewhere(id, history.compensatedElsewhere);
        return <Jump key={id} icon={ArrowUp} word={history.compensatedBy} onGo={() => go(id)} />;
      })}
    </>
  );
}

export function goTo(id: EventId): void {
  const entry = document.getElementById(`entry-${id}`);
  entry?.scrollIntoView({ block: 'center' });
  entry?.focus({ preventScroll: true });
}

type JumpProps = { readonly icon: IconNode; readonly word: string; readonly onGo: () => void };

function Jump({ icon, word, onGo }: JumpProps): JSX.Element {
  return (
    <button type="button" class="quiet-button jump" onClick={onGo}>
      <Icon of={icon} small />
      <span>{word}</span>
    </button>
  );
}
