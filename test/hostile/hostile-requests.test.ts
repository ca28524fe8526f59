import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type Besieged, openBesieged } from './besieged-server.ts';
import { BUGS } from './bugs.ts';
import { describeSiege, type SiegeReport } from './siege.ts';

// The server under what people send who mean no good. `node test/hostile/explore-hostile-requests.ts` goes on where
// this ends.

const SEED = 20261123;

function expectAll({ kinds, statuses, outcomes }: SiegeReport): void {
  expect([...kinds].filter(([, times]) => times === 0)).toEqual([]);
  const [seen, came] = [[...statuses.keys()], [...outcomes.keys()]];
  expect(seen).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '405', '413', '422', '431']),
  );
  expect(came).toEqual(
    expect.arrayContaining(['accepted', 'conflict', 'rejected: actor', 'rejected: not-permitted']),
  );
}

describe('nothing that is sent brings the server down, shows its inside or changes what it should not', () => {
  test('on SQLite', async () => {
    const besieged = await openBesieged();
    try {
      const report = await besieged.besiege(10_000, SEED);
      console.log(describeSiege(report));
      expect(report.flaws).toEqual([]);
      expectAll(report);
      expect(await besieged.server.end('SIGTERM')).toBe(0);
    } finally {
      await besieged.close();
    }
  }, 300_000);

  describe('on PostgreSQL', () => {
    let postgres: PostgresServer;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());

    test('a tenth of it', async () => {
      const besieged = await openBesieged({ databaseUrl: await postgres.createSchema() });
      try {
        const report = await besieged.besiege(1_000, SEED);
        console.log(describeSiege(report));
        expect(report.flaws).toEqual([]);
        expectAll(report);
      } finally {
        await besieged.close();
      }
    }, 120_000);
  });
});

describe('negative control: a bug of the server is found', () => {
  let besieged: Besieged;
  beforeAll(async () => {
    besieged = await openBesieged({ program: 'test/hostile/careless-server.ts' });
  });
  afterAll(() => besieged?.close());

  // In this order: the last one ends the server.
  test.each(Object.entries(BUGS))(
    'it %s',
    async (bug, said) => {
      await fetch(`${besieged.server.address}/plant/${encodeURIComponent(bug)}`);
      const { flaws } = await besieged.besiege(250, SEED);
      expect(flaws.join('\n')).toMatch(said);
    },
    60_000,
  );
});
