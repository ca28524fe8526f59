import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { describeOutage, outage } from './outage.ts';

const FAULTS = 16;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe('nodes killed, and the database restarted, in mid-traffic', () => {
  test('P2, R1: devices carry on at another node, nothing acknowledged is lost, no position is skipped', async () => {
    const report = await outage({ postgres, faults: FAULTS, seed: 20261122 });
    console.log(describeOutage(report));
    expect(report.wrong).toEqual([]);
    expect(report.hits.size, 'each kind of fault').toBe(8);
    for (const [fault, count] of report.hits) expect(count, fault).toBe(2);
    expect(report.totals.commitsAcknowledged).toBeGreaterThan(300);
    expect(report.totals.requestsUnanswered, 'somebody was hit').toBeGreaterThan(FAULTS / 2);
  }, 240_000);

  test('negative control: nodes that answer before they commit are found out', async () => {
    const deck = ['written, not committed'] as const;
    // It ends with the first that is found out: about one death in three comes when somebody was answered.
    const { wrong } = await outage({ postgres, faults: 60, seed: 7, deck, hasty: true });
    // What was said to be there is not: the next commit on it waits for ever, or the log is shorter than was said.
    expect(wrong.join('\n')).toMatch(/"deferred"|is not in the log|was said to go to/);
  }, 240_000);
});
