import type { IncomingMessage, ServerResponse } from 'node:http';
import { deliver, readAsked, toClient } from './exchange.ts';
import { passFeed } from './feed.ts';
import { openFront } from './front.ts';

/** One address for several servers. Each request goes to the next of them, whoever asks: no device has one of its own. */
export type NodesFront = {
  readonly address: string;
  /** How many requests each node was given, by its address. */
  readonly given: ReadonlyMap<string, number>;
  /** Which of them took the last push. */
  lastPushedTo(): string | undefined;
  close(): Promise<void>;
};

/** `living`: the addresses of those that requests may go to. What a node had when it died breaks off. */
export async function startNodesFront(living: () => readonly string[]): Promise<NodesFront> {
  const given = new Map<string, number>();
  let turn = 0;
  let lastPushedTo: string | undefined;

  const next = (): string => {
    const nodes = living();
    const node = nodes[turn++ % nodes.length];
    if (node === undefined) throw new Error('no node is left');
    given.set(node, (given.get(node) ?? 0) + 1);
    return node;
  };
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    const node = next();
    const to = new URL(node);
    if (url.endsWith('/live')) {
      passFeed(request, response, { to, onMessage: () => {}, onEnd: () => {} });
      return;
    }
    const asked = await readAsked(request);
    if (method === 'POST' && url.endsWith('/commits')) lastPushedTo = node;
    toClient(response).answer(await deliver(to, asked));
  }
  const { address, close } = await openFront((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  return { address, given, lastPushedTo: () => lastPushedTo, close };
}
