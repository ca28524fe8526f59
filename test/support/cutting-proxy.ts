import type { IncomingMessage, ServerResponse } from 'node:http';
import { deliver, deliverPart, readAsked, toClient } from './proxy/exchange.ts';
import { type ProxiedFeed, passFeed } from './proxy/feed.ts';
import { openFront } from './proxy/front.ts';
import { createOvertaking } from './proxy/overtaking.ts';
import { CAPTIVE_PORTAL, REQUEST_FAULTS, type RequestFault } from './proxy/request-faults.ts';
import { random } from './random.ts';

export const FEED_FAULTS = ['feed cut', 'feed frozen', 'feed garbled', 'feed refused'] as const;
type FeedFault = (typeof FEED_FAULTS)[number];

/** `down`: nobody can connect for a while, and who was connected no longer is. */
export type Fault = RequestFault | FeedFault | 'down';
export type Meant = { readonly method: string; readonly path: string; readonly isFeed: boolean };

/**
 * Stands on loopback between real clients and a real server, and does to their requests what networks do.
 *
 *   client ──▶ the request, whole ──▶ which fault? ──▶ server
 *          ◀──────────────────────────────────────────── the answer, whole
 *
 * A live feed passes as it comes. What is counted was really done: a request that was to be overtaken, and no other
 * came by, is not.
 */
export type CuttingProxy = {
  readonly address: string;
  /** Asked at each request, a feed's too: what it meets. Undefined lets it through, as everything at first. */
  choose: (meant: Meant) => Fault | undefined;
  readonly counts: FaultCounts;
  /** Those that are open now. */
  readonly feeds: ReadonlySet<ProxiedFeed>;
  goDown(): Promise<void>;
  close(): Promise<void>;
};

/** How often each fault was applied: to pushes, and to whatever else. */
export type FaultCounts = ReadonlyMap<Fault, { pushes: number; others: number }>;

/** How long nobody can connect, in milliseconds. */
const DOWN = 100;
/** A feed meets its fault after at most so many messages. */
const MOST_MESSAGES = 3;

export const FAULTS = [...(Object.keys(REQUEST_FAULTS) as RequestFault[]), ...FEED_FAULTS, 'down'] as const;

export async function startCuttingProxy(server: string, seed = 1): Promise<CuttingProxy> {
  const to = new URL(server);
  const chance = random(seed);
  const counts = new Map(FAULTS.map((fault) => [fault as Fault, { pushes: 0, others: 0 }]));
  const feeds = new Set<ProxiedFeed>();
  const overtaking = createOvertaking();
  let down: Promise<void> | undefined;

  const count = (fault: Fault, method = 'GET'): void => {
    const counted = counts.get(fault);
    if (counted) counted[method === 'POST' ? 'pushes' : 'others'] += 1;
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request;
    const isFeed = path.endsWith('/live');
    const fault = proxy.choose({ method, path, isFeed });
    if (fault === 'down') return proxy.goDown();
    if (isFeed) return passFeedOn(request, response, fault);
    const asked = await readAsked(request);
    const exchange = {
      chance,
      toClient: toClient(response),
      async deliver() {
        const answer = await deliver(to, asked);
        overtaking.passed(method);
        return answer;
      },
      deliverPart: (share: number) => deliverPart(to, asked, share),
      overtaken: () => overtaking.wait(method),
    };
    if (!isForRequests(fault)) exchange.toClient.answer(await exchange.deliver());
    else if (await REQUEST_FAULTS[fault](exchange)) count(fault, method);
  }

  function passFeedOn(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): void {
    if (fault === 'feed refused') {
      count(fault);
      return toClient(response).answer(CAPTIVE_PORTAL);
    }
    const messages = chance.whole(1, MOST_MESSAGES);
    const onEnd = (feed: ProxiedFeed): boolean => feeds.delete(feed);
    feeds.add(openFeed(request, response, { to, fault, messages, count, onEnd }));
  }

  const front = await openFront((request, response) => {
    // Where the server is not there, the client's connection breaks too.
    pass(request, response).catch(() => response.destroy());
  });
  const proxy: CuttingProxy = {
    address: front.address,
    choose: () => undefined,
    counts,
    feeds,
    goDown() {
      down ??= front.goDown(DOWN).then(() => {
        count('down');
        down = undefined;
      });
      return down;
    },
    async close() {
      await down;
      await front.close();
    },
  };
  return proxy;
}

/** A live feed on its way through, and the fault that it meets after some messages. */
function openFeed(
  request: IncomingMessage,
  response: ServerResponse,
  { to, fault, messages, count, onEnd }: FeedOptions,
): ProxiedFeed {
  let left = messages;
  const passed = passFeed(request, response, {
    to,
    onMessage() {
      left -= 1;
      if (left !== 0) return;
      if (fault === 'feed cut') feed.cut();
      if (fault === 'feed frozen') feed.freeze();
      if (fault === 'feed garbled') feed.garble();
    },
    onEnd: () => onEnd(feed),
  });
  const feed: ProxiedFeed = {
    withheld: passed.withheld,
    cut() {
      passed.cut();
      count('feed cut');
    },
    freeze() {
      passed.freeze();
      count('feed frozen');
    },
    garble() {
      passed.garble();
      count('feed garbled');
    },
  };
  return feed;
}

type FeedOptions = {
  readonly to: URL;
  readonly fault: Fault | undefined;
  readonly messages: number;
  readonly count: (fault: Fault) => void;
  readonly onEnd: (feed: ProxiedFeed) => void;
};

function isForRequests(fault: Fault | undefined): fault is RequestFault {
  return fault !== undefined && fault in REQUEST_FAULTS;
}
