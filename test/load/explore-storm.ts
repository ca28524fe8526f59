import { LEAKY, runStorm } from './storm.ts';
import { breachesOf, describeStorm } from './storm-report.ts';

// node test/load/explore-storm.ts [devices=500] [commits=200] [seed=1] [--leaky]
//
// `--leaky` is the negative control: a server that keeps its answers has to be found swelling and leaking.

const isLeaky = process.argv.includes('--leaky');
const [devices = 500, commits = 200, seed = 1] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const SAY_EVERY_MS = 10_000;

let said = performance.now();
const storm = await runStorm({
  devices,
  commits,
  seed,
  crews: 2,
  ...(isLeaky && { program: LEAKY }),
  onProgress(drained, megabytes) {
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    console.log(`${drained} of ${devices} drained, server ${megabytes.toFixed(0)} MB`);
  },
});
console.log(describeStorm(storm));
const breaches = breachesOf(storm);
for (const breach of breaches) console.error(`✗ ${breach}`);
const found = breaches.map((breach) => breach.split(':')[0]).join();
process.exitCode = found === (isLeaky ? 'swelled,leaked' : '') ? 0 : 1;
