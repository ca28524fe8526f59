import * as v from 'valibot';
import { LiveHint } from '../../shared/sync/protocol.ts';
import type { Heard, LinkSetting } from './link.ts';
import type { Place } from './schedule.ts';

/** How soon a browser connects again by itself, in milliseconds. */
const RECONNECT = 3_000;

export type SimulatedFeed = {
  /** The connection is dead and nobody says so; false where there was none. */
  lose(): boolean;
};

type FeedSetting = Pick<LinkSetting, 'schedule' | 'chance' | 'weather'> & {
  readonly tab: Place;
  readonly path: string;
  readonly feeds: Set<SimulatedFeed>;
  /** Undefined where it does not get to the server. */
  readonly connect: (path: string) => Promise<Connected | undefined>;
};

export type Connected = {
  readonly response: Response;
  /** Fires when the node dies that it is connected to. */
  readonly died: AbortSignal;
  /** It is open. */
  readonly heard: () => Heard;
  /** Whether what the server says gets to the device. */
  readonly arrives: () => boolean;
};

type Listening = Connected & { readonly body: ReadableStream<Uint8Array>; readonly of: number };

/** An EventSource over the server's real feed, on a connection that may break with or without a word. */
export function openSimulatedFeed(setting: FeedSetting): EventSource {
  const { tab, path, feeds, schedule, weather, chance } = setting;
  let connection = 0;
  let isLive = false;
  const source = {
    CLOSED: 2,
    readyState: 0,
    onopen: null as (() => void) | null,
    onmessage: null as ((message: { data: string }) => void) | null,
    onerror: null as (() => void) | null,
    close() {
      connection += 1;
      source.readyState = 2;
      feeds.delete(own);
    },
  };
  const own = {
    lose() {
      if (!isLive || !tab.alive) return false;
      connection += 1;
      isLive = false;
      return true;
    },
  };
  feeds.add(own);

  function tell(name: string, run: () => void): void {
    const of = connection;
    const live = (): void => {
      if (of === connection) run();
    };
    schedule.in(weather().delay * chance.next(), { name, at: tab, run: live });
  }

  function broken(): void {
    isLive = false;
    tell('feed broken', () => {
      source.readyState = 0;
      source.onerror?.();
      const of = connection;
      const again = (): void => {
        if (of === connection) connect();
      };
      schedule.in(RECONNECT, { name: 'feed reconnects', at: tab, run: again });
    });
  }

  function connect(): void {
    const of = connection;
    setting.connect(path).then(
      (connected) => {
        if (of !== connection) return void connected?.response.body?.cancel();
        if (!connected) return broken();
        const { response } = connected;
        if (response.ok && response.body) return void listen({ ...connected, body: response.body, of });
        tell('feed refused', () => {
          source.readyState = 2;
          source.onerror?.();
        });
      },
      () => broken(),
    );
  }

  async function listen({ body, died, heard, arrives, of }: Listening): Promise<void> {
    const { told, ended } = heard();
    tell('feed open', () => {
      source.readyState = 1;
      source.onopen?.();
    });
    isLive = true;
    const reader = body.getReader();
    died.addEventListener('abort', () => void reader.cancel());
    for (;;) {
      const { done, value } = await reader.read();
      const isHere = of === connection;
      if (done || !isHere) ended(done && !died.aborted);
      if (!isHere) return void reader.cancel();
      if (done) return broken();
      for (const [, data = ''] of new TextDecoder().decode(value).matchAll(/^data: (.*)$/gm)) {
        told(v.parse(LiveHint, JSON.parse(data)));
        if (arrives()) tell('hint', () => source.onmessage?.({ data }));
      }
    }
  }

  const begin = (): void => {
    if (source.readyState !== source.CLOSED) connect();
  };
  schedule.in(weather().delay, { name: 'feed connects', at: tab, run: begin });
  return source as unknown as EventSource;
}
