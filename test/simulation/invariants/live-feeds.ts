import type { Epoch } from '../../../shared/log/ids.ts';
import type { LiveHint } from '../../../shared/sync/protocol.ts';
import type { Committed } from '../nodes/node.ts';
import { LEAST_PAUSE } from '../server-timer.ts';
import { hold } from './violation.ts';

/**
 * R2: what one node commits, all feeds say soon: those of the node itself at once, those of another one when it next
 * looks, whatever became of the hint.
 *
 *   committed   10 ─── 12 ──────────────▶ time
 *   feed        10 ─────────── 12         as soon as this
 */
export type LiveFeeds = {
  /** Somebody begins to listen. */
  open(node: string): OpenFeed;
  committed(committed: Committed): void;
  /** Whether anybody listens to this node. */
  isHeard(node: string): boolean;
  /** What was to be said by now was said. */
  check(): void;
  /** A node could not read something. */
  unread(): void;
  /** It was so lately: so long a node may know less. */
  isTroubled(): boolean;
};

export type OpenFeed = {
  told(hint: LiveHint): void;
  ended(): void;
};

type Feed = { readonly node: string; readonly since: number; head: number };
type Mark = { readonly node: string; readonly at: number; readonly head: number };

/** In milliseconds: from a commit until the node that took it has told its own feeds, and until the other one has. */
export const TELLS_WITHIN = 500;
export const LOOKS_WITHIN = LEAST_PAUSE + TELLS_WITHIN;

export function createLiveFeeds(now: () => number, epoch: () => Epoch): LiveFeeds {
  const feeds = new Set<Feed>();
  let marks: Mark[] = [];
  let ofEpoch: Epoch | undefined;
  /** What every feed has to have said that is older than all marks. */
  let floor = 0;
  let lastUnread = Number.NEGATIVE_INFINITY;

  /** After a restore nothing counts that was before. */
  function inEpoch(): void {
    if (ofEpoch === epoch()) return;
    ofEpoch = epoch();
    marks = [];
    floor = 0;
  }

  function dueFor(feed: Feed): number {
    const due = marks.filter(({ node, at }) => {
      return at <= now() - (node === feed.node ? TELLS_WITHIN : LOOKS_WITHIN);
    });
    return Math.max(floor, due.at(-1)?.head ?? 0);
  }

  const isTroubled = (): boolean => lastUnread > now() - LOOKS_WITHIN;

  return {
    open(node) {
      const own: Feed = { node, since: now(), head: 0 };
      feeds.add(own);
      return {
        told: ({ epoch: of, head }) => {
          if (of !== epoch()) return;
          hold(head >= own.head, 'R2 every feed hears', () => {
            return `a feed on the ${node} was told of ${head} after ${own.head}`;
          });
          own.head = head;
        },
        ended: () => void feeds.delete(own),
      };
    },
    committed({ node, recorded }) {
      inEpoch();
      const head = recorded.at(-1)?.lastPosition;
      if (head !== undefined) marks.push({ node, at: now(), head });
    },
    isHeard: (name) => [...feeds].some(({ node }) => node === name),
    check() {
      inEpoch();
      for (const feed of feeds) {
        if (isTroubled() || feed.since > now() - LOOKS_WITHIN) continue;
        const due = dueFor(feed);
        hold(feed.head >= due, 'R2 every feed hears', () => {
          return `a feed on the ${feed.node} was told of ${feed.head}, and the log went to ${due} before`;
        });
      }
      const old = marks.findLastIndex(({ at }) => at <= now() - LOOKS_WITHIN);
      floor = marks[old]?.head ?? floor;
      marks = marks.slice(old + 1);
    },
    unread() {
      lastUnread = now();
    },
    isTroubled,
  };
}
