import { ArrowDown, ArrowUp, Clock } from 'lucide';
import type { JSX } from 'preact';
import type { EventId } from '../../../shared/log/ids.ts';
import type { HistoryEntry } from '../../view/history-entry.ts';
import type { HistoryLink, LinkKind } from '../../view/history-links.ts';
import { pathTo } from '../app/routes.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { sought } from './sought.ts';

export type Around = {
  /** Whether that entry is at hand: near to those on the screen. */
  readonly isNear: (id: EventId) => boolean;
  /** It is no session's own history: each entry says which session it belongs to. */
  readonly named: boolean;
  /** It stands by itself, as the moment that is looked at. */
  readonly alone?: boolean;
  /** Goes there, through what the filter hides too. */
  readonly onSeek: (id: EventId) => void;
};

type Props = { readonly entry: HistoryEntry; readonly around: Around };

/** What stands open: an entry leads to what it makes up for or takes back, and that leads back (field-app rule 10). */
const OPENLY: ReadonlySet<LinkKind> = new Set([
  'makes-up-for',
  'made-up-for',
  'undoes',
  'undone',
  'moved-from',
  'moved-to',
]);

export function EntryLinks({ entry, around }: Props): JSX.Element {
  const words = historyWords().why;
  const { links, more } = entry.why;
  const rest = links.filter(({ kind }) => !OPENLY.has(kind));
  return (
    <>
      <List links={links.filter(({ kind }) => OPENLY.has(kind))} entry={entry} around={around} />
      <div class="entry-foot">
        {rest.length > 0 && (
          <details class="why">
            <summary class="quiet-button">{words.open}</summary>
            <List links={rest} entry={entry} around={around} />
            {more > 0 && <p class="quiet">{words.more(more)}</p>}
          </details>
        )}
        {entry.state !== 'quarantined' && !around.alone && (
          <a class="quiet-button" href={pathTo.moment(entry.sessionId, entry.key)}>
            <Icon of={Clock} small />
            <span>{historyWords().moment.open}</span>
          </a>
        )}
      </div>
    </>
  );
}

type ListProps = Props & { readonly links: readonly HistoryLink[] };

/** No list of its own: it would stand among the entries. */
function List({ links, entry, around }: ListProps): JSX.Element | null {
  if (links.length === 0) return null;
  return (
    <div class="entry-links">
      {links.map((link) => (
        <Link key={`${link.kind} ${link.key}`} link={link} entry={entry} around={around} />
      ))}
    </div>
  );
}

const NEWER: ReadonlySet<LinkKind> = new Set(['made-up-for', 'undone', 'told', 'led-to']);

/** In this history by going there, in another session's by its address. */
function Link({ link, entry, around }: Props & { readonly link: HistoryLink }): JSX.Element {
  const words = historyWords().why;
  const { kind, key, sessionId, what, guest } = link;
  const text = what ? words.named(words.kinds[kind], laterWords().happening(what, guest)) : words.kinds[kind];
  const isHere = key && (around.isNear(key) || (!around.named && sessionId === entry.sessionId));
  if (isHere) {
    return (
      <button type="button" class="quiet-button jump" onClick={() => around.onSeek(key)}>
        <Icon of={NEWER.has(kind) ? ArrowUp : ArrowDown} small />
        <span>{text}</span>
      </button>
    );
  }
  if (!sessionId) return <p class="quiet">{words.named(words.kinds[kind], words.unknown)}</p>;
  return (
    <a
      class="quiet-button jump"
      href={pathTo.sessionHistory(sessionId)}
      onClick={() => (sought.value = key ?? undefined)}
    >
      {text}
    </a>
  );
}

/** False where it is not in the document. */
export function goTo(id: EventId): boolean {
  const entry = document.getElementById(`entry-${id}`);
  entry?.scrollIntoView({ block: 'center' });
  entry?.focus({ preventScroll: true });
  return entry !== null;
}
