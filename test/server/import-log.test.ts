import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import { packSession } from '../../shared/log/session-snapshot.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { createClerk, rebased } from '../support/commits.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type Ended, runProgram } from '../support/program.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { type DataHome, type Kind, newHome } from './data-homes.ts';
import { enrol } from './network-device.ts';

/** More than one batch. */
const BOOKINGS = 520;

let postgres: PostgresServer;
let folder: string;
const running = new Set<ServerProcess>();

beforeAll(async () => {
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'daybook-import-'));
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running.clear();
});

const home = (kind: Kind): Promise<DataHome> => newHome(kind, folder, postgres);
async function start({ env }: DataHome): Promise<ServerProcess> {
  const server = await spawnServer({ env: { ...env, CLIENT_DIR: fakeClient(folder) } });
  running.add(server);
  return server;
}
const exportFrom = ({ env }: DataHome, file: string): Promise<Ended> =>
  runProgram('server/import/export.ts', [join(folder, file)], env);
const importInto = ({ env }: DataHome, file: string, more: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  runProgram('server/import/import.ts', [join(folder, file)], { ...env, ...more });
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
const foldOf = (log: readonly RecordedEvent[]): string =>
  canonicalJson([...replay(log).sessions.values()].map(packSession));

type Filled = { readonly commits: Commit[]; readonly receipts: object[]; readonly log: RecordedEvent[] };

/** A log with a compensation and texts of all kinds, and a quarantine with a commit that was set aside. */
async function fill(server: ServerProcess): Promise<Filled> {
  const [ada, bob, cyn] = [
    await enrol(server, 'Ada'),
    await enrol(server, 'Bob'),
    await enrol(server, 'Cyn'),
  ];
  const gate = createClerk(ada.sender);
  const guest = { name: 'Zoë \u2028 "Ñ"\t서연', phone: '+41 44 555 01 02' };
  const opened = gate.commits(schedule({ A: 3 }), reserve('Ann', { A: 2 }, { guest }));
  const late = createClerk(bob.sender);
  late.learn(opened.slice(0, 1).flatMap(placedEvents));
  const over = rebased(late.commit(reserve('Eve', { A: 3 }, { guest: GUEST })), gate.book);
  gate.learn(placedEvents(over));
  const more = Array.from({ length: BOOKINGS }, (_, one) => gate.commit(reserve(`${one}`, { A: 1 })));
  const commits = [...opened, over, ...more];
  const receipts = [...(await ada.push(...opened)), ...(await bob.push(over))];
  for (let from = 0; from < more.length; from += 500)
    receipts.push(...(await ada.push(...more.slice(from, from + 500))));
  expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);

  const headers = { 'content-type': 'application/json', cookie: ada.cookie };
  const base = `${server.address}/api/workspaces/main`;
  await fetch(`${base}/devices/${cyn.sender.deviceId}`, { method: 'DELETE', headers });
  const unsent = createClerk(cyn.sender, 3);
  const kept = [
    unsent.commit(schedule({ A: 1 }), 'cellar'),
    unsent.commit(reserve('Fay', { A: 1 }), 'cellar'),
  ];
  await cyn.push(...kept);
  const body = JSON.stringify({ action: 'set-aside', reason: 'she was mistaken' });
  const aside = await fetch(`${base}/quarantine/${kept[1]?.id}`, { method: 'POST', headers, body });
  expect(aside.status).toBe(200);
  return { commits, receipts, log: await ada.log() };
}

describe('O3: a log goes from server to server', () => {
  test('SQLite, PostgreSQL, SQLite: byte for byte the same file, the same fold, the same receipts', async () => {
    const [source, database, last] = [await home('SQLite'), await home('PostgreSQL'), await home('SQLite')];
    const server = await start(source);
    const filled = await fill(server);
    expect(await exportFrom(source, 'first'), 'while it runs').toMatchObject({ code: 0 });
    await server.end('SIGTERM');

    expect((await importInto(database, 'first')).said).toMatch(/^Imported into workspace main: 523 commits/);
    expect(await exportFrom(database, 'second')).toMatchObject({ code: 0 });
    expect((await importInto(last, 'second')).code).toBe(0);
    expect(await exportFrom(last, 'third')).toMatchObject({ code: 0 });
    expect(textOf('second')).toBe(textOf('first'));
    expect(textOf('third')).toBe(textOf('first'));
    expect(textOf('first').match(/^\{.*"kind":"kept"/gm)).toHaveLength(2);

    const imported = await start(last);
    const dee = await enrol(imported, 'Dee');
    const log = await dee.log();
    expect(log).toEqual(filled.log);
    expect(foldOf(log)).toBe(foldOf(filled.log));
    expect(await dee.push(...filled.commits.slice(0, 20)), 'P3: what was accepted there').toEqual(
      filled.receipts.slice(0, 20),
    );
    const booking = createClerk(dee.sender);
    booking.learn(log);
    await dee.push(booking.commit(reserve('Gus', { A: 1 })));
    expect(await dee.log(), 'it goes on').toHaveLength(filled.log.length + 1);
    await imported.end('SIGTERM');
    expect(await importInto(last, 'first'), 'twice').toMatchObject({
      code: 0,
      said: 'It is there already, in workspace main\n',
    });
  }, 60_000);

  test('into another workspace; one that has another log is refused, and untouched', async () => {
    const [source, target] = [await home('SQLite'), await home('SQLite')];
    const [one, other] = [await start(source), await start(target)];
    const ada = await enrol(one, 'Ada');
    await ada.push(createClerk(ada.sender).commit(schedule({ A: 3 })));
    const bob = await enrol(other, 'Bob');
    await bob.push(createClerk(bob.sender, 2).commit(schedule({ A: 4 }), 'cellar'));
    await exportFrom(source, 'small');

    const refused = await importInto(target, 'small');
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('has a log already') });
    expect(await bob.log()).toHaveLength(1);
    expect((await importInto(target, 'small', { WORKSPACE: 'annex' })).said).toContain('workspace annex');
    const cyn = await enrol(other, 'Cyn', 'annex');
    expect(await cyn.log()).toMatchObject([{ workspaceId: 'annex', position: 1 }]);
  });
});
