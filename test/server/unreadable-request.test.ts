import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '../../server/running/listen.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let listening: Listening;
let behindTls: Listening;
beforeAll(async () => {
  server = await startServer();
  const at = { host: '127.0.0.1', port: 0 };
  listening = await listen(server.daybook.app, at);
  behindTls = await listen(server.daybook.app, { ...at, isByTls: true });
});
afterAll(async () => {
  await Promise.all([listening.close(), behindTls.close()]);
  await server.close();
});

/** All that comes back for these bytes, until the connection ends. */
function exchange(bytes: string, isCutOff = false, { address } = listening): Promise<string> {
  return new Promise((resolve, reject) => {
    let came = '';
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.on('data', (chunk) => {
      came += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(came));
    socket.write(bytes);
    if (isCutOff) socket.end();
  });
}

const HOST = 'Host: localhost\r\n';
const CLOSE = 'Connection: close\r\n\r\n';

test.each([
  ['no HTTP at all', '\x16\x03\x01\x00\r\n\r\n', 400],
  ['no Host', `GET /api/health HTTP/1.1\r\n${CLOSE}`, 400],
  ['a Host that is none', `GET /api/health HTTP/1.1\r\nHost: a b\r\n${CLOSE}`, 400],
  ['a backslash', `GET /\\etc HTTP/1.1\r\n${HOST}${CLOSE}`, 400],
  ['two lengths', `POST /api/x HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
  ['headers without end', `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  [
    'a chunk that says too much of itself',
    `POST /api/workspaces/main/devices HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`,
    413,
  ],
])('what is no request is answered with a problem document: %s', async (_, bytes, status) => {
  const came = await exchange(bytes);
  const [head = '', body = ''] = came.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/problem\+json$/im);
  expect(head).toMatch(/^x-content-type-options: nosniff$/im);
  expect(JSON.parse(body)).toMatchObject({ type: '/problems/malformed', status });
});

test.each([
  ['no route', `GET / HTTP/1.1\r\nHost: a b\r\n${CLOSE}`],
  ['Node’s parser', 'no HTTP\r\n\r\n'],
])('S7: what came no further than to %s has browsers come by TLS alone, where they do', async (_, bytes) => {
  const byTlsAlone = /^strict-transport-security: max-age=31536000\r$/im;
  expect(await exchange(bytes, false, behindTls)).toMatch(byTlsAlone);
  expect(await exchange(bytes), 'negative control: asked without TLS').not.toMatch(byTlsAlone);
});

test('who expects something is served as everybody is', async () => {
  const came = await exchange(`GET /api/health HTTP/1.1\r\n${HOST}Expect: a gift\r\n${CLOSE}`);
  expect(came).toMatch(/^HTTP\/1.1 200 /);
});

test('a body that breaks off is nobody’s failure here, and goes into no log', async () => {
  const head = `POST /api/workspaces/main/devices HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n`;
  expect(await exchange(`${head}{"name":`, true)).toMatch(/^HTTP\/1.1 400 /);
  expect((await fetch(`${listening.address}/api/health`)).status).toBe(200);
  expect(server.logged).toEqual([]);
});
