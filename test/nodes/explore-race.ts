// node test/nodes/explore-race.ts [events] [seed]: the race of three nodes, longer.
import { startPostgres } from '../support/postgres-server.ts';
import { describeRace, race } from './race.ts';

const [appends = 200_000, seed = Date.now() % 1e9] = process.argv.slice(2).map(Number);
const postgres = await startPostgres();
try {
  const report = await race({ databaseUrl: await postgres.createDatabase(), appends, seed });
  console.log(`seed ${seed}: ${describeRace(report)}`);
  const apart = report.readers.filter(({ ids }) => ids.join() !== report.readers[0]?.ids.join());
  for (const wrong of report.wrong) console.error(wrong);
  if (apart.length > 0) console.error('the readers did not read the same');
  process.exitCode = report.wrong.length + apart.length > 0 ? 1 : 0;
} finally {
  await postgres.stop();
}
