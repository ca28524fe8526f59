import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { problem } from '../../shared/sync/problem-titles.ts';
import { SECURITY_HEADERS } from '../assets/security-headers.ts';

const HEADERS = {
  ...SECURITY_HEADERS,
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
};

/** What cannot be read as a request never comes to a route. It is answered in the same form all the same. */
export function unreadableRequest(error: unknown): Response {
  const status = error instanceof RequestError ? 400 : 500;
  return new Response(documentOf(status), { status, headers: HEADERS });
}

/** By the code of Node's parser; anything else is 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The same for what is no HTTP, or ends in the middle; the connection ends with it. */
export function answerUnreadable(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => answering.set(socket, response));
  // Who expects something is served as everybody is.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const begun = answering.get(socket);
    const isHalfAnswered = begun?.headersSent && !begun.writableFinished;
    if (!socket.writable || isHalfAnswered) socket.destroy();
    else socket.end(asBytes(STATUS[error.code ?? ''] ?? 400), () => socket.destroy());
  });
}

function asBytes(status: number): string {
  const body = documentOf(status);
  const headers = { ...HEADERS, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

function documentOf(status: number): string {
  return JSON.stringify(problem(status < 500 ? 'malformed' : 'internal', status));
}
