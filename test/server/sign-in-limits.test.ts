import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Accounts, People } from '../../server/accounts/accounts.ts';
import { networkOf } from '../../server/accounts/client-address.ts';
import { createSignInLimits, type SignInLimits } from '../../server/accounts/sign-in-limits.ts';
import { RequestProblem } from '../../server/http/request-problem.ts';
import { postgresAccountsDatabase } from '../../server/log/postgres-accounts.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { instant } from '../support/ids.ts';
import { type PostgresNode, startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { json, WORKSPACE } from '../support/server.ts';
import { openRealAccounts } from './real-accounts.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

let url: string;
let nodes: PostgresDatabase[];
beforeEach(async () => {
  url = await postgres.createSchema();
  nodes = [];
});
afterEach(async () => {
  for (const node of nodes) await node.close();
});

/** As one of several servers on the database has them. */
async function node(): Promise<SignInLimits> {
  const database = await openPostgres(url, instant());
  nodes.push(database);
  return createSignInLimits(postgresAccountsDatabase(database).attempts);
}

const ADDRESS = '192.0.2.7';
let others = 0;
const somebodyElse = (): string => `somebody-${++others}@example.test`;
const addressOf = (address: string): string => networkOf(address) ?? 'none';

/** How many attempts are let through, until one is refused. */
async function countUntilRefused(attempt: (count: number) => Promise<unknown>): Promise<number> {
  for (let count = 0; ; count++) {
    try {
      await attempt(count);
    } catch (error) {
      if (!(error instanceof RequestProblem) || error.problem.status !== 429) throw error;
      expect(Number(error.headers['retry-after'])).toBeGreaterThan(60);
      return count;
    }
  }
}

describe('W8: on several servers', () => {
  test('an account is tried ten times, whichever of them is asked', async () => {
    const [first, second] = [await node(), await node()];
    const tried = (count: number) =>
      (count % 2 ? second : first).attempt('ada@example.test', `10.0.0.${count}`);
    expect(await countUntilRefused(tried)).toBe(10);
    await expect(second.attempt(somebodyElse(), ADDRESS), 'others are not kept out').resolves.toBeDefined();
  });

  test('an address tries fifty times, whichever of them it asks', async () => {
    const [first, second] = [await node(), await node()];
    const tried = (count: number) => (count % 2 ? second : first).attempt(somebodyElse(), ADDRESS);
    expect(await countUntilRefused(tried)).toBe(50);
    await expect(first.attempt(somebodyElse(), '192.0.2.8')).resolves.toBeDefined();
  });

  test('of IPv6 a /64 is one address', async () => {
    const [first, second] = [await node(), await node()];
    const tried = (count: number) =>
      (count % 2 ? second : first).attemptFrom(addressOf(`2001:db8:1:2:${count + 1}::${count + 1}`));
    expect(await countUntilRefused(tried)).toBe(50);
    await expect(first.attemptFrom(addressOf('2001:db8:1:3::1'))).resolves.toBeDefined();
  });

  test('an address begins three hundred sign-ons at the organisation’s own, whichever it asks', async () => {
    const [first, second] = [await node(), await node()];
    const begun = (count: number) => (count % 2 ? second : first).begin(ADDRESS);
    expect(await countUntilRefused(begun)).toBe(300);
    await expect(first.attemptFrom(ADDRESS), 'a password is another matter').resolves.toBeDefined();
  });

  test('many at once are not one', async () => {
    const both = [await node(), await node()];
    const tries = Array.from({ length: 30 }, (_, count) =>
      (both[count % 2] as SignInLimits).attempt('ada@example.test', ADDRESS),
    );
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  test('a restart does not let anybody try again', async () => {
    const before = await node();
    await countUntilRefused(() => before.attempt('ada@example.test', ADDRESS));
    await nodes.pop()?.close();
    await postgres.restart();
    const after = await node();
    expect(await countUntilRefused(() => after.attempt('ada@example.test', '192.0.2.8'))).toBe(0);
  });

  test('who gets in begins anew, and does not count against the address', async () => {
    const [first, second] = [await node(), await node()];
    for (let count = 0; count < 60; count++) {
      const attempt = await (count % 2 ? second : first).attempt('ada@example.test', ADDRESS);
      await attempt.succeeded();
    }
    expect(await countUntilRefused(() => second.attempt('ada@example.test', ADDRESS))).toBe(10);
  });

  test('an attempt is nobody’s in the database, however long the name', async () => {
    const limits = await node();
    await limits.attempt(`${'a'.repeat(240)}@example.test`, ADDRESS);
    const rows = await withClient(
      url,
      async (client) => (await client.query('SELECT * FROM sign_in_attempts')).rows,
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/example|192/);
  });

  test('negative control: servers that count each for itself let twice as many through', async () => {
    const [first, second] = [createSignInLimits(), createSignInLimits()];
    const tried = (count: number) => (count % 2 ? second : first).attempt('ada@example.test', ADDRESS);
    expect(await countUntilRefused(tried)).toBe(20);
  });
});

describe('W1: what ends at one server has ended at the others', () => {
  const ADA = { mail: 'ada@example.test', name: 'Ada', password: 'a long password' };

  test('a session, at the very next request', async () => {
    let people: People | undefined;
    const accounts = async (database: PostgresDatabase): Promise<Accounts> => {
      const opened = await openRealAccounts(postgresAccountsDatabase(database));
      people = opened.people;
      return opened;
    };
    const [first, second] = [await startNode(url, { accounts }), await startNode(url, { accounts })];
    onTestFinished(() => Promise.all([first.close(), second.close()]).then(() => undefined));
    await people?.admit(ADA, WORKSPACE);
    const [email, password] = [ADA.mail, ADA.password];
    const given = await first.request('/api/auth/sign-in/email', json('POST', { email, password }));
    const cookie = given.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const seenAt = async (node: PostgresNode): Promise<number> =>
      (await node.request('/api/auth/session', { headers: { cookie } })).status;
    expect([await seenAt(first), await seenAt(second)]).toEqual([200, 200]);
    await second.request('/api/auth/sign-out', json('POST', {}, { cookie }));
    expect([await seenAt(first), await seenAt(second)]).toEqual([401, 401]);
  });
});
