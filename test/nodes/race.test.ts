import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { describeRace, race } from './race.ts';

const APPENDS = 30_000;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe('three server processes on one PostgreSQL', () => {
  test('R1: no reader of any of them misses a position, or meets one too early, in 30,000 events', async () => {
    const report = await race({
      databaseUrl: await postgres.createDatabase(),
      appends: APPENDS,
      seed: 20261122,
    });
    const { counts, readers, wrong } = report;
    console.log(describeRace(report));
    expect(wrong).toEqual([]);
    expect(counts.events).toBeGreaterThanOrEqual(APPENDS);
    for (const { ids, hints } of readers) {
      expect(ids).toEqual(readers[0]?.ids);
      // And the first event of the session that all share.
      expect(ids).toHaveLength(counts.events + 1);
      expect(hints).toBeGreaterThan(5);
    }
    expect(counts.conflicts, "they were in each other's way").toBeGreaterThan(100);
    expect(counts.twice).toBeGreaterThan(50);
  }, 240_000);

  test('negative control: with the row let go before the commit, the same readers find holes', async () => {
    const databaseUrl = await postgres.createDatabase();
    const program = 'test/nodes/unlocked-server.ts';
    const { wrong, counts } = await race({ databaseUrl, appends: APPENDS, seed: 20261122, program });
    console.log(`after ${counts.commits} commits: ${wrong[0]}`);
    expect(wrong.join('\n')).toMatch(/position \d+ was skipped, or is out of order/);
  }, 240_000);
});
