import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putBack } from '../../server/backup/put-back.ts';
import { takeBackup } from '../../server/backup/take-backup.ts';
import { createSqliteCopies } from '../../server/log/sqlite-copies.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import { instant, sessionId } from '../support/ids.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';

let folder: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-private-'));
});
afterEach(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const PUBLIC_URL = 'https://book.example.org';

async function run(dataFolder: string): Promise<void> {
  const env = { CLIENT_DIR: fakeClient(folder), ACCOUNTS: 'on', PUBLIC_URL };
  server = await spawnServer({ dataFolder, env });
}

/** What somebody else on the machine may do with it, from the folder itself on. */
function openToOthers(place: string): string[] {
  const all = readdirSync(place, { recursive: true }).map((name) => join(place, String(name)));
  expect(all.length).toBeGreaterThan(0);
  return [place, ...all].flatMap((name) => {
    const mode = statSync(name).mode & 0o077;
    return mode === 0 ? [] : [`${name}: ${mode.toString(8)}`];
  });
}

test('O6: what a server keeps is for its own user, also what was open before, and so are copies', async () => {
  const data = join(folder, 'new/data');
  await run(data);
  expect(readdirSync(data).sort()).toEqual([
    ...['auth-secret', 'daybook.sqlite', 'daybook.sqlite-shm', 'daybook.sqlite-wal', 'high-water.json'],
  ]);
  expect(openToOthers(data)).toEqual([]);
  expect(statSync(data).mode & 0o777).toBe(0o700);

  const copies = createSqliteCopies(data);
  const backup = join(folder, 'backup');
  await takeBackup(copies, backup, instant());
  expect(openToOthers(backup)).toEqual([]);

  await server?.end('SIGKILL');
  for (const name of readdirSync(data)) if (name !== 'auth-secret') chmodSync(join(data, name), 0o644);
  expect(openToOthers(data), 'as an older version left it').not.toEqual([]);
  await run(data);
  expect(openToOthers(data)).toEqual([]);

  await server?.end('SIGTERM');
  chmodSync(join(backup, 'daybook.sqlite'), 0o644);
  const newEpoch = () => sessionId('after the restore') as string as Epoch;
  await putBack(copies, { folder: backup, mayReplace: true, newEpoch, at: instant(1) });
  expect(openToOthers(data), 'with what was put aside').toEqual([]);
  const elsewhere = join(folder, 'elsewhere');
  await putBack(createSqliteCopies(elsewhere), {
    folder: backup,
    mayReplace: false,
    newEpoch,
    at: instant(1),
  });
  expect(openToOthers(elsewhere)).toEqual([]);
});

test('negative control: a file that is made like any other is open to others', () => {
  writeFileSync(join(folder, 'like any other'), '');
  expect(openToOthers(folder)).toEqual([`${join(folder, 'like any other')}: 44`]);
});

test('S7: a server whose PUBLIC_URL is https has browsers come by TLS alone', async () => {
  await run(join(folder, 'data'));
  for (const path of ['/', '/api/health', '/api/nothing']) {
    const { headers } = await fetch(`${server?.address}${path}`);
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000');
  }
});
