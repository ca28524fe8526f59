// Kills many servers: node test/crash/explore-server-kills.ts [kills=500] [seed]

import { killServers } from './server-kills.ts';
import { describeKills, neverHit } from './server-report.ts';

const SHOW_EVERY = 50;

const kills = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
console.log(`${kills} kills, seed ${seed}`);
const report = await killServers({
  kills,
  seed,
  onKill(done) {
    if (done % SHOW_EVERY === 0) console.log(`${done} …`);
  },
});
console.log(describeKills(report));
process.exitCode = report.violations.length === 0 && neverHit(report).length === 0 ? 0 : 1;
