import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { Timer } from '../../client/worker/timer.ts';

/** How long a browser waits before it connects again, where the server did not say, in milliseconds. */
const RETRY = 3_000;

type NodeEventSourceOptions = { readonly cookie: string; readonly timer: Timer };

/**
 * As much of a browser's `EventSource` as the transport uses, on a socket of its own: it connects again when the
 * connection breaks, and gives up when the answer is no feed. A message that was cut off is none.
 */
export function openNodeEventSource(url: string, { cookie, timer }: NodeEventSourceOptions): EventSource {
  const source = {
    CONNECTING: 0,
    OPEN: 1,
    CLOSED: 2,
    readyState: 0,
    onopen: null as EventSource['onopen'],
    onmessage: null as EventSource['onmessage'],
    onerror: null as EventSource['onerror'],
    close() {
      source.readyState = source.CLOSED;
      cancelRetry();
      request?.destroy();
    },
  };
  let request: ClientRequest | undefined;
  let cancelRetry = (): void => undefined;
  let retry = RETRY;
  const self = source as unknown as EventSource;

  function connect(): void {
    // `error` comes before an answer or with it cut, `close` in any case: the first of them counts.
    const asked = get(url, { agent: false, headers: { accept: 'text/event-stream', cookie } });
    request = asked;
    asked.on('response', read);
    asked.on('error', () => undefined);
    asked.on('close', () => {
      if (asked === request) broken();
    });
  }

  function read(response: IncomingMessage): void {
    const isFeed =
      response.statusCode === 200 && response.headers['content-type']?.startsWith('text/event-stream');
    if (!isFeed) return giveUp();
    source.readyState = source.OPEN;
    self.onopen?.(new Event('open'));
    let text = '';
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      const messages = (text + chunk).split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) dispatch(message);
    });
  }

  function dispatch(message: string): void {
    retry = Number(/^retry: (\d+)$/m.exec(message)?.[1] ?? retry);
    const data = /^data: (.*)$/m.exec(message)?.[1];
    if (data !== undefined && source.readyState === source.OPEN)
      self.onmessage?.(new MessageEvent('message', { data }));
  }

  function broken(): void {
    if (source.readyState === source.CLOSED) return;
    source.readyState = source.CONNECTING;
    cancelRetry = timer.schedule(retry, connect);
    self.onerror?.(new Event('error'));
  }

  function giveUp(): void {
    source.close();
    self.onerror?.(new Event('error'));
  }

  connect();
  return self;
}
