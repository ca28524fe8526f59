import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EventLog, LogUnavailable } from '../../server/log/event-log.ts';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEnrolmentCodes } from '../../server/log/sqlite-enrolment-codes.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { migrate } from '../../server/log/sqlite-migrations.ts';
import { type Epoch, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { actorId, deviceId, instant, sessionId } from '../support/ids.ts';
import { eventLogContract } from './event-log-contract.ts';
import type { LogStorage } from './log-storage.ts';
import { newCommit } from './new-commits.ts';

eventLogContract('the event log on SQLite', () =>
  openStorage(mkdtempSync(join(tmpdir(), 'daybook-contract-'))),
);

async function openStorage(folder: string): Promise<LogStorage> {
  const database = openDatabase({ file: join(folder, 'daybook.sqlite') }, instant());
  return {
    log: createSqliteEventLog(database),
    devices: createSqliteDeviceRegister(database),
    members: createSqliteMembers(database),
    enrolmentCodes: createSqliteEnrolmentCodes(database),
    async reopen() {
      await database.close();
      return openStorage(folder);
    },
    async remove() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const MAIN = 'main' as WorkspaceId;
const EPOCH = sessionId('epoch') as string as Epoch;

describe('the SQLite file', () => {
  let folder: string;
  let file: string;
  const closing: (() => unknown)[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-sqlite-'));
    file = join(folder, 'daybook.sqlite');
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    rmSync(folder, { recursive: true });
  });

  async function openLog(maxBytes?: number): Promise<EventLog> {
    const database = openDatabase({ file, ...(maxBytes && { maxBytes }) }, instant());
    closing.push(() => database.close());
    const log = createSqliteEventLog(database);
    await log.openWorkspace({ id: MAIN, name: 'Main', epoch: EPOCH, at: instant() });
    return log;
  }
  function openPlainly(): DatabaseSync {
    const database = new DatabaseSync(file);
    closing.push(() => database.close());
    return database;
  }
  const append = (log: EventLog, ...commits: ReturnType<typeof newCommit>[]) =>
    log.transact(MAIN, (transaction) => transaction.append(commits));

  test.each([
    "UPDATE events SET event = '{}'",
    'DELETE FROM events',
    "UPDATE commits SET receipt = '{}'",
    'DELETE FROM commits',
    'UPDATE epochs SET after = 7',
    'DELETE FROM epochs',
  ])('is append-only for everybody: %s', async (statement) => {
    await append(await openLog(), newCommit('a', { after: 0 }));
    expect(() => openPlainly().exec(statement)).toThrow('append-only');
  });

  test('negative control: what is no event may be changed', async () => {
    await append(await openLog(), newCommit('a', { after: 0 }));
    expect(() => openPlainly().exec("UPDATE workspaces SET name = 'x'")).not.toThrow();
  });

  test('is written through to the disk at every commit, beside readers', async () => {
    const log = await openLog();
    expect(openPlainly().prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    const database = openDatabase({ file }, instant());
    closing.push(() => database.close());
    const settings = await database.write(({ prepare }) =>
      ['synchronous', 'foreign_keys', 'recursive_triggers'].map((name) => prepare(`PRAGMA ${name}`).get()),
    );
    expect(settings).toEqual([{ synchronous: 2 }, { foreign_keys: 1 }, { recursive_triggers: 1 }]);
    expect((await log.workspace(MAIN))?.head).toBe(0);
  });

  test('that is full changes nothing, says so, and goes on reading; with room again it goes on', async () => {
    const small = await openLog(220_000);
    const written: number[] = [];
    const fill = async (): Promise<void> => {
      for (let count = 0; count < 200; count++) {
        await append(small, newCommit(`c${count}`, { stream: `s${count}`, after: 0, events: 20 }));
        written.push(count);
      }
    };
    await expect(fill()).rejects.toThrow(LogUnavailable);
    expect(written.length).toBeGreaterThan(3);
    const head = position(written.length * 20);
    expect((await small.workspace(MAIN))?.head).toBe(head);
    expect(await small.events(MAIN, { after: position(0), upTo: position(100_000) })).toHaveLength(head);
    for (const close of closing.splice(0)) await close();

    const roomy = await openLog();
    await append(roomy, newCommit('later', { stream: 'later', after: 0 }));
    expect((await roomy.workspace(MAIN))?.head).toBe(head + 1);
  });

  test('of a newer program is not touched', async () => {
    await openLog();
    openPlainly().exec("INSERT INTO migrations VALUES (999, 'later')");
    expect(() => openDatabase({ file }, instant())).toThrow('newer version of Daybook');
  });

  test('of a time before there were roles: who had enrolled a device may do what a planner may', async () => {
    await openLog();
    const database = openDatabase({ file }, instant());
    const device = {
      workspaceId: MAIN,
      deviceId: deviceId(),
      actorId: actorId(),
      name: 'Ada',
      sessionId: null,
    };
    await createSqliteDeviceRegister(database).enrol({
      ...device,
      tokenHash: 'hash',
      enrolledAt: instant(3),
    });
    await database.close();
    for (const close of closing.splice(0)) await close();
    openPlainly().exec(`DROP TABLE members; ALTER TABLE devices DROP COLUMN app_version;
      ALTER TABLE devices DROP COLUMN session_id; DROP TABLE enrolment_codes; DROP TABLE deadlines;
      DROP INDEX quarantine_of_person; ALTER TABLE workspaces DROP COLUMN usual_session;
      CREATE INDEX quarantine_of_device ON quarantine (workspace, device_id) WHERE settled IS NULL;
      DELETE FROM migrations WHERE number > 1`);

    const migrated = openDatabase({ file }, instant());
    closing.push(() => migrated.close());
    expect(await createSqliteMembers(migrated).list(MAIN)).toEqual([
      { workspaceId: MAIN, userId: actorId(), role: 'planner', since: instant(3) },
    ]);
    expect(await createSqliteDeviceRegister(migrated).byToken('hash')).toMatchObject({ sessionId: null });
  });

  test('a migration is applied once, whole or not at all', () => {
    const database = new DatabaseSync(':memory:');
    const steps = ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'];
    migrate(database, instant(), steps);
    migrate(database, instant(), steps);
    expect(() =>
      migrate(database, instant(), [...steps, 'CREATE TABLE c (x); CREATE TABLE a (x)']),
    ).toThrow();
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name IN ('a', 'b', 'c')").all();
    expect(tables.map(({ name }) => name)).toEqual(['a', 'b']);
    migrate(database, instant(), [...steps, 'CREATE TABLE c (x)']);
    database.close();
  });
});
