import { expect, test } from 'vitest';
import { BROWSER_NETWORK } from '../../client/worker/sync/browser-network.ts';
import { createHttpTransport } from '../../client/worker/sync/http-transport.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';

// What the device makes of its live feed; the test is the feed, and the clock.

const HINT = '{"epoch":"00000000-0000-4000-8000-000000000000","head":7}';

test.each(['welcome', '{"epoch":"0', '', '[]', '{"epoch":"00000000-0000-4000-8000-000000000000"}'])(
  'R2: what is no hint, such as %j, is passed over',
  (message) => {
    const { feed, heard } = listen();
    feed().say(message);
    feed().say(HINT);
    expect(heard).toEqual([JSON.parse(HINT)]);
  },
);

test('R2: a hint is a sign of life; of a feed that says nothing else another is opened, as if it said nothing', () => {
  const { feed, feeds, silences, letTimePass } = listen();
  expect(silences()).toBe(1);
  feed().say(HINT);
  expect(silences()).toBe(2);
  feed().say('welcome');
  expect(silences()).toBe(2);
  letTimePass();
  expect(feeds).toHaveLength(2);
});

type Feed = { say(data: string): void };

function listen() {
  const heard: LiveHint[] = [];
  const feeds: Feed[] = [];
  const timers: (() => void)[] = [];
  const transport = createHttpTransport('demo' as WorkspaceId, {
    ...BROWSER_NETWORK,
    timer: {
      schedule(_milliseconds, run) {
        timers.push(run);
        return () => undefined;
      },
      elapsed: () => 0,
    },
    openFeed() {
      const source = { close: () => undefined } as EventSource;
      feeds.push({ say: (data) => source.onmessage?.(new MessageEvent('message', { data })) });
      return source;
    },
  });
  transport.live({
    onHint: (hint) => heard.push(hint),
    onOpen: () => undefined,
    onSilence: () => undefined,
  });
  return {
    heard,
    feeds,
    /** How often it began to wait for a sign of life. */
    silences: () => timers.length,
    letTimePass: () => timers.at(-1)?.(),
    feed() {
      const last = feeds.at(-1);
      if (!last) throw new Error('no feed was opened');
      return last;
    },
  };
}
