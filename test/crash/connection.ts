import type { Epoch } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { LiveHint, PullReply } from '../../shared/sync/protocol.ts';
import type { Witness } from './server-witness.ts';

const BASE = '/api/workspaces/main';

/** No whole answer came, or one that is no success; of the latter the witness was told. */
export class NoAnswer extends Error {
  /** A part of it came. */
  readonly cut: boolean;
  constructor(why: unknown, cut = false) {
    super(String(why));
    this.cut = cut;
  }
}

/** One device's requests, with its cookie. They reject with `NoAnswer`. */
export type Connection = {
  get(address: string, path: string): Promise<unknown>;
  post(address: string, path: string, body: unknown): Promise<unknown>;
  /** Until the feed ends or the signal fires. */
  listen(address: string, onHint: (hint: LiveHint) => void, signal: AbortSignal): Promise<void>;
};

export function connect(name: string, witness: Pick<Witness, 'complain'>): Connection {
  let cookie = '';

  async function ask(url: string, request: RequestInit): Promise<unknown> {
    const headers = { 'content-type': 'application/json', cookie };
    const { response, answer } = await wholeAnswer(url, { ...request, headers });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    if (response.ok) return JSON.parse(answer);
    witness.complain(`${name} was answered ${response.status}: ${answer}`);
    throw new NoAnswer(answer);
  }

  return {
    get: (address, path) => ask(`${address}${BASE}${path}`, {}),
    post: (address, path, body) =>
      ask(`${address}${BASE}${path}`, { method: 'POST', body: JSON.stringify(body) }),
    async listen(address, onHint, signal) {
      try {
        const feed = await fetch(`${address}${BASE}/live`, { headers: { cookie }, signal });
        for await (const hint of hintsOf(feed)) onHint(hint);
      } catch {
        // The server is gone, or nobody listens any more.
      }
    },
  };
}

export async function wholeLog({ get }: Connection, address: string, epoch: Epoch): Promise<RecordedEvent[]> {
  const log: RecordedEvent[] = [];
  for (;;) {
    const { events } = (await get(address, `/events?epoch=${epoch}&after=${log.length}`)) as PullReply;
    if (events.length === 0) return log;
    log.push(...events);
  }
}

async function wholeAnswer(
  url: string,
  request: RequestInit,
): Promise<{ response: Response; answer: string }> {
  let response: Response | undefined;
  try {
    response = await fetch(url, request);
    return { response, answer: await response.text() };
  } catch (error) {
    throw new NoAnswer(error, response !== undefined);
  }
}

async function* hintsOf({ body }: Response): AsyncGenerator<LiveHint> {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const messages = `${text}${chunk}`.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages)
      if (message.startsWith('data: ')) yield JSON.parse(message.slice('data: '.length));
  }
}
