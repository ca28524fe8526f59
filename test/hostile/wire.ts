import { connect, type Socket } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';

/** What goes over the socket. `isWhole`: not cut off, so that an answer has to come. */
export type Message = { readonly bytes: Buffer; readonly method: string; readonly isWhole: boolean };

export type Answer = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};
/** `closed`: the connection ended without an answer. `silent`: nothing came for a long time. */
export type Reply = Answer | 'closed' | 'silent';

/** One connection after the other, on which one request after the other goes exactly as its bytes are. */
export type Wire = { ask(message: Message): Promise<Reply>; close(): void };

const SILENT_AFTER_MS = 60_000;
const HEAD_END = '\r\n\r\n';
const EMPTY = Buffer.alloc(0);

export function createWire(address: string): Wire {
  const { hostname, port } = new URL(address);
  let kept: Socket | undefined;

  function drop(): void {
    kept?.destroy();
    kept = undefined;
  }

  async function askOnce({ bytes, method, isWhole }: Message): Promise<Reply> {
    // The server closes one that was quiet for some seconds.
    if (kept?.destroyed || kept?.writable === false) drop();
    const socket = kept ?? connect(Number(port), hostname);
    kept = socket;
    const reply = await exchange(socket, method, () => (isWhole ? socket.write(bytes) : socket.end(bytes)));
    if (typeof reply === 'string' || !isWhole || !reply.staysOpen) drop();
    return typeof reply === 'string' ? reply : reply.answer;
  }

  return {
    async ask(message) {
      const wasKept = kept !== undefined;
      const reply = await askOnce(message);
      // It was closed before the request came: that says nothing about the request.
      return reply === 'closed' && wasKept ? askOnce(message) : reply;
    },
    close: drop,
  };
}

type Read = { readonly answer: Answer; readonly staysOpen: boolean };

function exchange(socket: Socket, method: string, send: () => void): Promise<Read | 'closed' | 'silent'> {
  return new Promise((resolve) => {
    let came = EMPTY;
    const done = (result: Read | 'closed' | 'silent'): void => {
      clearTimeout(silence);
      socket.removeAllListeners();
      socket.on('error', () => {});
      resolve(result);
    };
    const silence = setTimeout(() => done('silent'), SILENT_AFTER_MS);
    const ended = (): void => done(readAnswer(came, method, true) ?? 'closed');
    socket.on('data', (chunk) => {
      came = came.length === 0 ? chunk : Buffer.concat([came, chunk]);
      const read = readAnswer(came, method, false);
      if (read) done(read);
    });
    socket.on('error', ended);
    socket.on('end', ended);
    socket.on('close', ended);
    send();
  });
}

/** The first final answer in what came, or undefined as long as it is not there as a whole. */
function readAnswer(came: Buffer, method: string, isEnd: boolean): Read | undefined {
  const end = came.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const [start = '', ...lines] = came.toString('latin1', 0, end).split('\r\n');
  const status = Number(start.split(' ')[1]);
  const rest = came.subarray(end + HEAD_END.length);
  if (status >= 100 && status < 200) return readAnswer(rest, method, isEnd);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const said = Object.fromEntries(headers);
  const body = bodyIn(rest, { said, isEmpty: method === 'HEAD' || status === 204 || status === 304, isEnd });
  if (!body) return undefined;
  const staysOpen = said.connection !== 'close' && body.isAll;
  return { answer: { status, headers, body: unpacked(body.bytes, said['content-encoding']) }, staysOpen };
}

function unpacked(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length === 0) return '';
  if (encoding === 'gzip') return gunzipSync(bytes).toString();
  return (encoding === 'deflate' ? inflateSync(bytes) : bytes).toString();
}

type BodyAsSaid = {
  readonly said: Readonly<Record<string, string>>;
  readonly isEmpty: boolean;
  readonly isEnd: boolean;
};

function bodyIn(
  rest: Buffer,
  { said, isEmpty, isEnd }: BodyAsSaid,
): { bytes: Buffer; isAll: boolean } | undefined {
  if (isEmpty) return { bytes: EMPTY, isAll: rest.length === 0 };
  // Never ends.
  if (said['content-type']?.startsWith('text/event-stream')) return { bytes: EMPTY, isAll: false };
  if (said['transfer-encoding'] === 'chunked') return chunksIn(rest);
  const length = Number(said['content-length'] ?? Number.NaN);
  if (Number.isNaN(length)) return isEnd ? { bytes: rest, isAll: false } : undefined;
  if (rest.length < length) return undefined;
  return { bytes: rest.subarray(0, length), isAll: rest.length === length };
}

function chunksIn(rest: Buffer): { bytes: Buffer; isAll: boolean } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const size = Number.parseInt(rest.toString('latin1', at, end), 16);
    const next = end + 2 + size + 2;
    if (rest.length < next) return undefined;
    if (size === 0) return { bytes: Buffer.concat(chunks), isAll: rest.length === next };
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    at = next;
  }
}
