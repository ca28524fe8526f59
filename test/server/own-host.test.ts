import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isLoopback } from '../../server/access/token.ts';
import type { OwnHosts } from '../../server/http/own-host.ts';
import { readSettings } from '../../server/running/settings.ts';
import { json, startServer } from '../support/server.ts';
import { fakeClient, spawnServer } from '../support/server-process.ts';

/** What enrolling under this name comes to. */
async function enrolledAs(name: string, hosts: OwnHosts): Promise<number> {
  const server = await startServer({ hosts });
  onTestFinished(() => server.close());
  const url = `http://${name}/api/workspaces/main/devices`;
  const scheme = isLoopback(new URL(url).hostname) ? 'http' : 'https';
  const origin = { origin: `${scheme}://${name.toLowerCase()}`, 'sec-fetch-site': 'same-origin' };
  return (await server.daybook.app.request(url, json('POST', { name: 'Eve' }, origin))).status;
}

test.each(['localhost:3000', 'daybook.localhost', '127.0.0.1:3000', '127.1.2.3', '[::1]:3000'])(
  'a name of this machine is answered: %s',
  async (name) => {
    expect(await enrolledAs(name, [])).toBe(201);
  },
);

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.0.7', '[::2]'])(
  'a page whose own name points here gets nothing, though it is of one origin with that name: %s',
  async (name) => {
    expect(await enrolledAs(name, [])).toBe(421);
    expect(await enrolledAs(name, ['book.example']), 'nor beside a list').toBe(421);
    expect(await enrolledAs(name, 'any'), 'negative control').toBe(201);
  },
);

test('a name on the list is answered, on every port', async () => {
  expect(await enrolledAs('book.example', ['book.example'])).toBe(201);
  expect(await enrolledAs('BOOK.example:8443', ['book.example'])).toBe(201);
});

test('the refusal is a problem document, for pages as for the API', async () => {
  const server = await startServer({ hosts: [] });
  onTestFinished(() => server.close());
  for (const path of ['/', '/api/health', '/api/workspaces']) {
    const response = await server.daybook.app.request(`http://evil.example${path}`);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ type: '/problems/host', status: 421 });
  }
});

test.each<[string, NodeJS.ProcessEnv, OwnHosts]>([
  ['on this machine alone', {}, []],
  ['on this machine, known outside', { PUBLIC_URL: 'https://book.example' }, ['book.example']],
  ['on this machine, behind a proxy', { ALLOWED_HOSTS: 'book.example' }, ['book.example']],
  ['for others, whatever its name', { HOST: '0.0.0.0' }, 'any'],
  ['for others, by one name', { HOST: '0.0.0.0', PUBLIC_URL: 'https://book.example' }, ['book.example']],
  ['for others', { HOST: '::', ALLOWED_HOSTS: ' Book.example, 10.0.0.7' }, ['book.example', '10.0.0.7']],
])('a server listens %s', (_, env, hosts) => {
  expect(readSettings(env, []).allowedHosts).toEqual(hosts);
});

test.each(['https://book.example', 'book.example:8443', 'book.example/daybook', 'a,,b', 'a b', '*'])(
  'a list that names no hosts is said in one line: %s',
  (text) => {
    expect(() => readSettings({ ALLOWED_HOSTS: text }, [])).toThrow(/^ALLOWED_HOSTS must be names .*$/);
  },
);

test('a real server looks at the Host that was sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-host-'));
  const env = { CLIENT_DIR: fakeClient(folder), ALLOWED_HOSTS: 'book.example', ACCOUNTS: 'on' };
  const server = await spawnServer({ dataFolder: folder, env });
  onTestFinished(async () => {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  const statusFor = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request(`${server.address}/api/health`, { headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
  expect(await statusFor('evil.example')).toBe(421);
  expect(await statusFor('book.example')).toBe(200);
  expect(await statusFor(new URL(server.address).host)).toBe(200);
});
