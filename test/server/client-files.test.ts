import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClientFiles } from '../../server/assets/client-files.ts';
import { fakeClient } from '../support/server-process.ts';

let folder: string;
let files: ReturnType<typeof createClientFiles>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-client-'));
  files = createClientFiles(fakeClient(folder));
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  files.request(path, { headers });
const PAGE = { accept: 'text/html,application/xhtml+xml' };

test('a file with a hash in its name may be kept for ever, anything else is asked for again', async () => {
  const cacheControl = async (path: string) => (await get(path, PAGE)).headers.get('cache-control');
  expect(await cacheControl('/assets/index-abc123.js')).toBe('public, max-age=31536000, immutable');
  expect(await cacheControl('/')).toBe('no-cache');
  expect(await cacheControl('/service-worker.js')).toBe('no-cache');
  expect(await cacheControl('/assets/gone.js')).toBe('no-cache');
});

test('a deep link opens the app, a missing file does not', async () => {
  expect(await (await get('/sessions/018f', PAGE)).text()).toContain('<title>Daybook</title>');
  expect((await get('/assets/gone.js', PAGE)).status).toBe(404);
  expect((await get('/sessions/018f', { accept: 'application/json' })).status).toBe(404);
});

test.each([
  '/.vite/manifest.json',
  '/../package.json',
  '/%2e%2e/package.json',
  '/assets/..%2f..%2fpackage.json',
])('nothing else is served: %s', async (path) => {
  const response = await get(path, { accept: '*/*' });
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
});

test('files are compressed for who asks', async () => {
  const response = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip' });
  expect(response.headers.get('content-encoding')).toBe('gzip');
});

test('a range that a file does not have is refused as everything is', async () => {
  const { status, headers } = await get('/service-worker.js', { range: 'bytes=9-1' });
  expect([status, headers.get('content-type')]).toEqual([416, 'application/problem+json']);
  expect((await get('/service-worker.js', { range: 'bytes=0-1' })).status).toBe(206);
});
