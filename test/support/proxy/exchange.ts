import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Random } from '../random.ts';

/** What a client asks, all of it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** One request on its way, and what can be done to it. */
export type Exchange = {
  readonly chance: Random;
  /** To the server; resolves with all of its answer. */
  deliver(): Promise<Answer>;
  /** Only the first bytes of it, `share` of all, and the connection ends; at 1 the server has everything. */
  deliverPart(share: number): Promise<void>;
  readonly toClient: ToClient;
  /** Another request with the same method has gone by; false where none came for a while. */
  overtaken(): Promise<boolean>;
};

/** How an answer says where it ends. */
export type Framing = 'length' | 'chunks' | 'close';

export type ToClient = {
  answer(answer: Answer): void;
  /** Of the answer only the first bytes, `share` of all (less than 1), and then the connection ends. */
  cutAnswer(answer: Answer, framing: Framing, share: number): Promise<void>;
  /** The first part of the answer, as `answer` sends it, and then one after the other. */
  dribble(answer: Answer, pieces: number, pause: () => Promise<void>): Promise<void>;
  /** Bytes that are no answer. */
  raw(text: string): void;
  /** Ends the connection without a byte. */
  cut(): void;
  /** When the client has given up, or was cut off. */
  readonly gone: Promise<void>;
};

/** Of one connection only, and made anew on the next. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method = 'GET', url = '/' } = request;
  return { method, path: url, headers: headersOf(request), body: await buffer(request) };
}

export function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
}

/** On a connection of its own: one that the server just closed is never taken for a cut. */
export function deliver(to: URL, { method, path, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: to.hostname,
      port: to.port,
      method,
      path,
      headers: flat(withLength(headers, body)),
    };
    const request = ask({ ...options, agent: false }, (response) => {
      buffer(response).then(
        (whole) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: whole }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

export function deliverPart(to: URL, asked: Asked, share: number): Promise<void> {
  const bytes = bytesOf(asked);
  const socket = connect(Number(to.port), to.hostname);
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
    socket.end(bytes.subarray(0, Math.floor(bytes.length * share)));
  });
}

export function toClient(response: ServerResponse): ToClient {
  const { socket } = response;
  if (!socket) throw new Error('an answer without a connection');
  const gone = new Promise<void>((resolve) => response.once('close', () => resolve()));
  return {
    gone,
    answer({ status, headers, body }) {
      response.writeHead(status, flat(withLength(headers, body)));
      response.end(body);
    },
    async cutAnswer({ status, headers, body }, framing, share) {
      response.useChunkedEncodingByDefault = framing !== 'close';
      response.shouldKeepAlive = framing !== 'close';
      response.writeHead(status, flat(framing === 'length' ? withLength(headers, body) : headers));
      response.write(body.subarray(0, Math.max(1, Math.floor(body.length * share))), () => end(socket));
      await gone;
    },
    async dribble({ status, headers, body }, pieces, pause) {
      response.writeHead(status, flat(withLength(headers, body)));
      const size = Math.ceil(body.length / pieces) || 1;
      for (let at = 0; at < body.length && !socket.destroyed; at += size) {
        response.write(body.subarray(at, at + size));
        await pause();
      }
      response.end();
    },
    raw(text) {
      socket.write(text, () => end(socket));
    },
    cut: () => socket.resetAndDestroy(),
  };
}

function end(socket: Socket): void {
  socket.destroySoon();
}

function withLength(headers: Asked['headers'], body: Buffer): Asked['headers'] {
  return body.length > 0 ? [...headers, ['content-length', String(body.length)]] : headers;
}

function flat(headers: Asked['headers']): string[] {
  return headers.flat();
}

function bytesOf({ method, path, headers, body }: Asked): Buffer {
  const lines = withLength(headers, body).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}
