// node test/nodes/explore-outage.ts [faults] [seed]: nodes killed and the database restarted, more often.
import { startPostgres } from '../support/postgres-server.ts';
import { describeOutage, outage } from './outage.ts';

const [faults = 200, seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);
const postgres = await startPostgres();
try {
  const report = await outage({ postgres, faults, seed });
  console.log(`${faults} faults, seed ${seed}, ${describeOutage(report)}`);
  process.exitCode = report.wrong.length > 0 ? 1 : 0;
} finally {
  await postgres.stop();
}
