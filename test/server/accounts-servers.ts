import type { Member } from '../../server/access/members.ts';
import type { Accounts, People } from '../../server/accounts/accounts.ts';
import { postgresAccountsDatabase } from '../../server/log/postgres-accounts.ts';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import { instant, sessionId } from '../support/ids.ts';
import { startNode } from '../support/postgres-node.ts';
import { type PostgresServer, withClient } from '../support/postgres-server.ts';
import { startServer, WORKSPACE } from '../support/server.ts';
import { gated, type Held, openRealAccounts } from './real-accounts.ts';
import { OTHER } from './staff.ts';

/** A server of two workspaces with the library's accounts, on a database of one kind or another. */
export type AccountsServer = {
  readonly people: People;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Makes somebody a member, without more said a planner of the first workspace. */
  join(userId: ActorId, role?: Role, workspaceId?: WorkspaceId): Promise<unknown>;
  /** All that the database holds, as text. */
  dump(): Promise<string>;
  /** Of what the accounts ask of the database. */
  hold(statement: RegExp): Held;
  /** It ends, these are done to its database, and it starts again. */
  restartAfter(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
};
export type Now = { at: number };

export async function openOnSqlite(now: Now): Promise<AccountsServer> {
  const accounting = accountingFor(now);
  const server = await startServer({
    workspaces: [WORKSPACE, OTHER],
    accounts: (database) => accounting.open(gated(sqliteAccountsDatabase(database))),
  });
  return {
    get people() {
      return accounting.current.people;
    },
    hold: (statement) => accounting.current.hold(statement),
    request: async (path, init) => server.daybook.app.request(absolute(path), init),
    join: (...somebody) => server.members.grant(member(...somebody)),
    dump: async () =>
      server.database.read(({ prepare }) => {
        const tables = prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
        return tables
          .map(({ name }) => `${name} ${JSON.stringify(prepare(`SELECT * FROM "${name}"`).all())}`)
          .join('\n');
      }),
    async restartAfter(statements) {
      await server.database.write(({ prepare }) => {
        for (const statement of statements) prepare(statement).run();
      });
      await server.restart();
    },
    close: () => server.close(),
  };
}

type Somewhere = {
  /** Of another server; without one, a new database. */
  readonly url?: string;
  readonly around?: (accounts: Accounts) => Accounts;
};

export async function openOnPostgres(
  postgres: PostgresServer,
  now: Now,
  { url: given, around = (same) => same }: Somewhere = {},
): Promise<AccountsServer> {
  const url = given ?? (await postgres.createSchema());
  const accounting = accountingFor(now);
  const start = async () => {
    const started = await startNode(url, {
      accounts: async (database) => around(await accounting.open(gated(postgresAccountsDatabase(database)))),
    });
    const epoch = sessionId('the other epoch') as string as Epoch;
    await started.eventLog.openWorkspace({ id: OTHER, name: 'Other', epoch, at: instant() });
    return started;
  };
  let node = await start();
  return {
    get people() {
      return accounting.current.people;
    },
    hold: (statement) => accounting.current.hold(statement),
    request: async (path, init) => node.daybook.app.request(absolute(path), init),
    join: (...somebody) => node.members.grant(member(...somebody)),
    dump: () =>
      withClient(url, async (client) => {
        const { rows } = await client.query(
          'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1',
        );
        const texts = [];
        for (const { name } of rows)
          texts.push(`${name} ${JSON.stringify((await client.query(`SELECT * FROM "${name}"`)).rows)}`);
        return texts.join('\n');
      }),
    async restartAfter(statements) {
      await node.close();
      await withClient(url, async (client) => {
        for (const statement of statements) await client.query(statement);
      });
      node = await start();
    },
    close: () => node.close(),
  };
}

/** The accounts as they were opened last. */
type Accounting = {
  readonly current: Opened;
  open(database: ReturnType<typeof gated>): Promise<Accounts>;
};
type Opened = Pick<AccountsServer, 'people' | 'hold'>;

function accountingFor(now: Now): Accounting {
  let current: Opened | undefined;
  return {
    get current() {
      if (!current) throw new Error('it was not started');
      return current;
    },
    async open(database) {
      const accounts = await openRealAccounts(database, { clock: () => now.at });
      current = { people: accounts.people, hold: database.hold };
      return accounts;
    },
  };
}

function member(userId: ActorId, role: Role = 'planner', workspaceId: WorkspaceId = WORKSPACE): Member {
  return { workspaceId, userId, role, since: instant() };
}

function absolute(path: string): string {
  return path.startsWith('http') ? path : `http://localhost${path}`;
}

export function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
