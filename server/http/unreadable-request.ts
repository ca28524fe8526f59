import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { problem } from '../../shared/sync/problem-titles.ts';
import { securityHeadersOf } from '../assets/security-headers.ts';

type Headers = Readonly<Record<string, string>>;

/** What cannot be read as a request never comes to a route. It is answered in the same form all the same. */
export function unreadableRequest(isByTls: boolean): (error: unknown) => Response {
  const headers = headersOf(isByTls);
  return (error) => {
    const status = error instanceof RequestError ? 400 : 500;
    return new Response(documentOf(status), { status, headers });
  };
}

/** By the code of Node's parser; anything else is 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The same for what is no HTTP, or ends in the middle; the connection ends with it. */
export function answerUnreadable(server: Server, isByTls: boolean): void {
  const headers = headersOf(isByTls);
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => answering.set(socket, response));
  // Who expects something is served as everybody is.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket);
    const isHalfAnswered = begun?.headersSent && !begun.writableFinished;
    if (!socket.writable || isHalfAnswered) socket.destroy();
    else socket.end(asBytes(STATUS[error.code ?? ''] ?? 400, headers), () => socket.destroy());
  });
}

function asBytes(status: number, headers: Headers): string {
  const body = documentOf(status);
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

function headersOf(isByTls: boolean): Headers {
  const of = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return { ...securityHeadersOf(isByTls), ...of };
}

function documentOf(status: number): string {
  return JSON.stringify(problem(status < 500 ? 'malformed' : 'internal', status));
}
