import { join } from 'node:path';
import type { Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { EnrolmentCodes } from '../access/enrolment-codes.ts';
import type { AccountsDatabase } from '../accounts/accounts-database.ts';
import type { Adapters } from '../app.ts';
import type { Archive } from '../import/archive.ts';
import type { Workspace } from '../log/event-log.ts';
import { createPostgresArchive } from '../log/postgres-archive.ts';
import { openPostgres } from '../log/postgres-database.ts';
import { createPostgresDeviceRegister } from '../log/postgres-device-register.ts';
import { createPostgresEnrolmentCodes } from '../log/postgres-enrolment-codes.ts';
import { createPostgresEventLog } from '../log/postgres-event-log.ts';
import { createPostgresMembers, postgresHadAccounts } from '../log/postgres-members.ts';
import { createPostgresNodes } from '../log/postgres-nodes.ts';
import { createSqliteArchive } from '../log/sqlite-archive.ts';
import { openDatabase } from '../log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../log/sqlite-device-register.ts';
import { createSqliteEnrolmentCodes } from '../log/sqlite-enrolment-codes.ts';
import { createSqliteEventLog } from '../log/sqlite-event-log.ts';
import { createSqliteMembers, sqliteHadAccounts } from '../log/sqlite-members.ts';
import { openDataFolder } from './data-folder.ts';
import { keepMarking, openHighWater } from './high-water.ts';
import { describeError, type Logger } from './logger.ts';
import { mustBeThere } from './restored.ts';
import { secretIn } from './secret.ts';
import type { Settings } from './settings.ts';
import { SettingsProblem } from './settings-problem.ts';

/** Where the server keeps everything. */
export type Storage = Pick<Adapters, 'eventLog' | 'devices' | 'members' | 'otherNodes'> & {
  readonly enrolmentCodes: EnrolmentCodes;
  readonly archive: Archive;
  /** Whether the server ever ran on it with accounts. */
  hadAccounts(): Promise<boolean>;
  accounts(): Promise<AccountsDatabase>;
  /** What signs the cookies, where nobody said another. */
  secret(): string;
  /** It notices by itself that an older log was put in the place of this one. */
  isRestored(workspace: Workspace): boolean;
  /** From now on the log grows. */
  serve(): Promise<void>;
  close(): Promise<void>;
};

type Opening = Pick<Settings, 'isRestored' | 'dataFolder' | 'databaseUrl'> & {
  readonly workspace: WorkspaceId;
  readonly log: Logger;
  readonly now: Instant;
};

export function openStorage(opening: Opening): Promise<Storage> {
  const { databaseUrl } = opening;
  return databaseUrl === undefined ? openFile(opening) : openServer(databaseUrl, opening);
}

async function openFile({ dataFolder, isRestored, log, now }: Opening): Promise<Storage> {
  const folder = openDataFolder(dataFolder);
  const file = join(folder, 'daybook.sqlite');
  if (isRestored) mustBeThere(file);
  const database = await opened(file, async () => openDatabase({ file }, now));
  const eventLog = createSqliteEventLog(database);
  const highWater = openHighWater(join(folder, 'high-water.json'));
  let marking: Awaited<ReturnType<typeof keepMarking>> | undefined;
  return {
    eventLog,
    archive: createSqliteArchive(database),
    devices: createSqliteDeviceRegister(database),
    members: createSqliteMembers(database),
    enrolmentCodes: createSqliteEnrolmentCodes(database),
    hadAccounts: async () => sqliteHadAccounts(database),
    async accounts() {
      const { sqliteAccountsDatabase } = await import('../log/sqlite-accounts.ts');
      return sqliteAccountsDatabase(database);
    },
    secret: () => secretIn(join(folder, 'auth-secret')),
    isRestored: (workspace) => highWater.isAbove(workspace),
    async serve() {
      marking = await keepMarking(highWater, eventLog, log);
    },
    async close() {
      await marking?.stop();
      await database.close();
    },
  };
}

/**
 * A node of several keeps no mark of its own of how far the log went: it may have no disk, and that one node knew more
 * says nothing to the others. So whoever puts the database back has to say so.
 */
async function openServer(url: string, { isRestored, workspace, now }: Opening): Promise<Storage> {
  const { host, pathname } = new URL(url);
  const name = `the database ${pathname.slice(1)} on ${host}, as in DATABASE_URL,`;
  const database = await opened(name, () => openPostgres(url, now));
  const eventLog = createPostgresEventLog(database);
  if (isRestored && !(await eventLog.workspace(workspace))) {
    await database.close();
    throw new SettingsProblem(`${name} has no workspace ${workspace} that could have been restored`);
  }
  return {
    eventLog,
    archive: createPostgresArchive(database),
    devices: createPostgresDeviceRegister(database),
    members: createPostgresMembers(database),
    enrolmentCodes: createPostgresEnrolmentCodes(database),
    hadAccounts: () => postgresHadAccounts(database),
    async accounts() {
      const { postgresAccountsDatabase } = await import('../log/postgres-accounts.ts');
      return postgresAccountsDatabase(database);
    },
    secret() {
      throw new SettingsProblem('AUTH_SECRET is missing');
    },
    otherNodes: createPostgresNodes(url, database),
    isRestored: () => false,
    serve: async () => {},
    close: database.close,
  };
}

async function opened<T>(name: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    throw new SettingsProblem(`${name} cannot be opened: ${describeError(error).error}`);
  }
}
