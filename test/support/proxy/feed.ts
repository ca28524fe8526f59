import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { headersOf } from './exchange.ts';

/** A live feed that passes through, message by message. */
export type ProxiedFeed = {
  /** Ends in the middle of a message. */
  cut(): void;
  /** Says nothing any more, and stays open: neither side hears of it. */
  freeze(): void;
  /** Whatever is said from now on, nobody can read it. */
  garble(): void;
  /** Since it was frozen or garbled, the server has said something. */
  readonly withheld: Promise<void>;
};

const GARBLED = 'data: {"welcome\n\n';

/** `onMessage`: after each message that has gone through. */
type FeedOptions = {
  readonly to: URL;
  readonly onMessage: () => void;
  readonly onEnd: () => void;
};

export function passFeed(
  request: IncomingMessage,
  response: ServerResponse,
  { to, onMessage, onEnd }: FeedOptions,
): ProxiedFeed {
  let last: Buffer = Buffer.from('data: {"epoch":"0');
  let silent = false;
  let garbled = false;
  const withheld = Promise.withResolvers<void>();
  const { hostname: host, port } = to;
  const headers = headersOf(request).flat();
  const upstream = ask({ host, port, path: request.url, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, headersOf(answer).flat());
    answer.on('data', (chunk: Buffer) => {
      if (silent || garbled) withheld.resolve();
      if (silent) return;
      response.write(garbled ? GARBLED : chunk);
      if (!chunk.includes('data:')) return;
      last = chunk;
      onMessage();
    });
    answer.on('error', () => response.destroy());
    answer.on('end', () => response.end());
  });
  upstream.on('error', () => response.destroy());
  upstream.end();
  response.on('close', () => {
    upstream.destroy();
    onEnd();
  });
  return {
    withheld: withheld.promise,
    cut() {
      if (silent) return;
      silent = true;
      response.write(last.subarray(0, last.length / 2), () => response.socket?.destroySoon());
    },
    freeze() {
      silent = true;
    },
    garble() {
      garbled = true;
      response.write(GARBLED);
    },
  };
}
