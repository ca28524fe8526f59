// node test/hostile/explore-hostile-requests.ts [requests=100000] [seed]: a tenth of them on PostgreSQL.
import { startPostgres } from '../support/postgres-server.ts';
import { type Besieged, openBesieged } from './besieged-server.ts';
import { describeSiege } from './siege.ts';

const SHOWN = 50;

const [requests = 100_000, seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);

async function run(name: string, besieged: Besieged, count: number): Promise<void> {
  try {
    const report = await besieged.besiege(count, seed);
    console.log(`${name}, seed ${seed}: ${describeSiege(report)}`);
    for (const flaw of report.flaws.slice(0, SHOWN)) console.error(`✗ ${flaw}`);
    if (report.flaws.length > 0) process.exitCode = 1;
  } finally {
    await besieged.close();
  }
}

await run('SQLite', await openBesieged(), requests);
const postgres = await startPostgres();
try {
  await run(
    'PostgreSQL',
    await openBesieged({ databaseUrl: await postgres.createDatabase() }),
    requests / 10,
  );
} finally {
  await postgres.stop();
}
