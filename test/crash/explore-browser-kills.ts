// Kills many browsers, with the built app in them: node test/crash/explore-browser-kills.ts [kills=50] [seed]
import { killBrowsers } from './browser-kills.ts';
import { describeBrowserKills, neverHitInBrowser } from './browser-report.ts';

const SHOW_EVERY = 10;

const kills = Number(process.argv[2] ?? 50);
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
console.log(`${kills} kills, seed ${seed}`);
const report = await killBrowsers({
  kills,
  seed,
  onKill(done) {
    if (done % SHOW_EVERY === 0) console.log(`${done} …`);
  },
});
console.log(describeBrowserKills(report));
process.exitCode = report.violations.length === 0 && neverHitInBrowser(report).length === 0 ? 0 : 1;
