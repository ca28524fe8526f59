import { runStorm } from './storm.ts';
import { breachesOf, describeStorm } from './storm-report.ts';

// node test/load/explore-storm.ts [devices=500] [commits=200] [seed=1]

const [devices = 500, commits = 200, seed = 1] = process.argv.slice(2).map(Number);
const SAY_EVERY_MS = 10_000;

let said = performance.now();
const storm = await runStorm({
  devices,
  commits,
  seed,
  crews: 2,
  onProgress(drained, megabytes) {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    console.log(`${drained} of ${devices} drained, server ${megabytes.toFixed(0)} MB`);
  },
});
console.log(describeStorm(storm));
const breaches = breachesOf(storm);
for (const breach of breaches) console.error(`✗ ${breach}`);
process.exitCode = breaches.length > 0 ? 1 : 0;
