import { PostgresQueryCompiler } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Accounts, People } from '../../server/accounts/accounts.ts';
import type { AccountsDatabase } from '../../server/accounts/accounts-database.ts';
import { postgresAccountsDatabase } from '../../server/log/postgres-accounts.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { instant } from '../support/ids.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { json, WORKSPACE } from '../support/server.ts';
import { openRealAccounts } from './real-accounts.ts';

const ADA = { mail: 'ada@example.test', name: 'Ada', password: 'a long password' };

let postgres: PostgresServer;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createSchema();
});

/** Each statement that inserts something is done, and its answer lost, the first time that it is sent. */
function losing(database: PostgresDatabase): PostgresDatabase & { lost(): number } {
  const sent = new Set<string>();
  return {
    ...database,
    lost: () => sent.size,
    persist: (work) =>
      database.persist((connection) =>
        work({
          ...connection,
          async query<Row>(text: string, values: readonly unknown[]) {
            const rows = await connection.query<Row>(text, values);
            const statement = `${text} ${JSON.stringify(values)}`;
            if (!/^insert /i.test(text) || sent.has(statement)) return rows;
            sent.add(statement);
            throw new Error('Connection terminated unexpectedly');
          },
        }),
      ),
  };
}

type Opened = Accounts & { readonly people: People; lost(): number };

async function open(
  around: (database: AccountsDatabase) => AccountsDatabase = (same) => same,
): Promise<Opened> {
  const database = await openPostgres(url, instant());
  onTestFinished(() => database.close());
  const poor = losing(database);
  return { ...(await openRealAccounts(around(postgresAccountsDatabase(poor)))), lost: poor.lost };
}

async function signIn({ signIn: routes }: Accounts): Promise<number> {
  const body = { email: ADA.mail, password: ADA.password };
  const answer = await routes?.request('http://localhost/sign-in/email', json('POST', body));
  return answer?.status ?? Number.NaN;
}

const rows = (table: string): Promise<number> =>
  withClient(url, async (client) => (await client.query(`SELECT 1 FROM ${table}`)).rows.length);

describe('P2: a connection that is lost as something of an account was written', () => {
  test('somebody is admitted once, and signs in once', async () => {
    const accounts = await open();
    const { userId } = await accounts.people.admit(ADA, WORKSPACE);
    expect(await accounts.people.described([userId])).toEqual(
      new Map([[userId, { name: ADA.name, mail: ADA.mail }]]),
    );
    expect(accounts.lost(), 'a person, and a way to sign in').toBe(2);
    expect(await signIn(accounts)).toBe(204);
    expect(accounts.lost(), 'and a session').toBe(3);
    const tables = ['account_users', 'account_ways', 'account_sessions'];
    expect(await Promise.all(tables.map(rows))).toEqual([1, 1, 1]);
  });

  test('two that admit the same address at once make one person', async () => {
    const accounts = await open();
    const admitted = await Promise.allSettled([1, 2, 3].map(() => accounts.people.admit(ADA, WORKSPACE)));
    expect(admitted.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await rows('account_users')).toBe(1);
    expect(await signIn(accounts)).toBe(204);
  });

  test('negative control: with inserts as the library makes them, that fails', async () => {
    const plainly = (database: AccountsDatabase): AccountsDatabase => ({
      ...database,
      dialect: { ...database.dialect, createQueryCompiler: () => new PostgresQueryCompiler() },
    });
    const accounts = await open(plainly);
    await expect(accounts.people.admit(ADA, WORKSPACE)).rejects.toThrow();
  });
});
