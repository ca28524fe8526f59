import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Copies, CopyToPutBack, LogEnd } from '../backup/copies.ts';
import { keepPrivate, PRIVATE_FOLDER } from '../running/private-files.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { syncToDisk } from '../running/sync-to-disk.ts';
import { LOG_ENDS } from './log-ends.ts';
import { openDatabase } from './sqlite-database.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';

const FILE = 'daybook.sqlite';
/** Written beside the database by the server (`running/high-water.ts`); it speaks of the data that it stands beside. */
const MARKS = 'high-water.json';
/** One step, and so one read transaction: in several, each commit of the server would have it begin again. */
const ALL_PAGES = 2 ** 31 - 1;
const MAGIC = 'SQLite format 3\0';
const WAIT_FOR_OTHERS_MS = 2_000;

export function createSqliteCopies(dataFolder: string): Copies {
  const file = join(dataFolder, FILE);
  return {
    database: 'sqlite',
    place: file,
    isTaken: async () => existsSync(file),

    async copyInto(folder) {
      if (!existsSync(file)) throw new SettingsProblem(`there is no ${file} to back up`);
      const copy = join(folder, FILE);
      const source = new DatabaseSync(file, { readOnly: true });
      try {
        await backup(source, copy, { rate: ALL_PAGES });
      } finally {
        source.close();
      }
      const logs = standAlone(copy, (database) => {
        mustBeSound(database, copy);
        return logEnds(database);
      });
      syncToDisk(copy);
      return { file: FILE, logs };
    },

    async putBack(copy) {
      mkdirSync(dataFolder, { recursive: true, mode: PRIVATE_FOLDER });
      if (existsSync(file)) mustBeAtRest(file);
      const next = `${file}.next`;
      rmSync(next, { force: true });
      copyFileSync(copy.file, next);
      keepPrivate(next);
      await beginAnew(next, copy);
      syncToDisk(next);
      if (existsSync(file)) putAside(dataFolder, copy.aside);
      // In one step there is the restored database instead of the old one: at no moment there is none.
      renameSync(next, file);
      syncToDisk(dataFolder);
    },
  };
}

async function beginAnew(file: string, { newEpoch, at }: CopyToPutBack): Promise<void> {
  standAlone(file, (database) => mustBeSound(database, file));
  const database = openDatabase({ file }, at);
  const eventLog = createSqliteEventLog(database);
  for (const { id } of await eventLog.workspaces()) await eventLog.startEpoch(id, newEpoch(), at);
  await database.write(({ prepare }) => {
    // What was ended since the backup must not come back to life.
    if (prepare("SELECT 1 FROM sqlite_schema WHERE name = 'account_sessions'").get())
      prepare('DELETE FROM account_sessions').run();
  });
  await database.close();
  standAlone(file, () => undefined);
}

/** A second name first, so that the one that servers open never names nothing. */
function putAside(dataFolder: string, aside: string): void {
  const folder = join(dataFolder, aside);
  mkdirSync(folder, { mode: PRIVATE_FOLDER });
  linkSync(join(dataFolder, FILE), join(folder, FILE));
  // Of a database that is at rest there is none but the marks; of one that is broken there may be, and the next one
  // must not take them for its own.
  for (const beside of [MARKS, `${FILE}-wal`, `${FILE}-shm`, `${FILE}-journal`])
    if (existsSync(join(dataFolder, beside))) renameSync(join(dataFolder, beside), join(folder, beside));
  syncToDisk(folder);
}

/** Leaves everything in one file, without one beside it. */
function standAlone<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${WAIT_FOR_OTHERS_MS}`);
    database.exec('PRAGMA journal_mode = DELETE');
    return work(database);
  } finally {
    database.close();
  }
}

/** Only who is alone with a database can take it out of its journal mode. */
function mustBeAtRest(file: string): void {
  // What is none any more would lose what stands beside it by being opened.
  if (!isDatabase(file)) return;
  try {
    standAlone(file, () => undefined);
  } catch (error) {
    const isInUse = /locked/.test((error as Error).message);
    // What is put aside may well be broken: that may be why.
    if (isInUse) throw new SettingsProblem(`a server runs on ${file}; stop it first`);
  }
}

function isDatabase(file: string): boolean {
  const start = Buffer.alloc(MAGIC.length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, start);
  closeSync(descriptor);
  return start.toString('latin1') === MAGIC;
}

function mustBeSound(database: DatabaseSync, file: string): void {
  const found = database.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
  if (found.integrity_check !== 'ok')
    throw new SettingsProblem(`${file} is damaged: ${found.integrity_check}`);
}

function logEnds(database: DatabaseSync): LogEnd[] {
  return database
    .prepare(LOG_ENDS)
    .all()
    .map((row) => ({ ...row }) as LogEnd);
}
