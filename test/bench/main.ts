import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchBrowser, openBenchBrowser } from './browser.ts';
import { print, type Result, resultOf, write } from './report.ts';
import { interleave, type Row, type Samples } from './row.ts';

// npm run bench [-- words]: the rows whose file name holds one of the words, or all. Prints each ratio with its
// target and leaves a JSON file. A missed target is reported, and no failure: machines differ. How to add a row is
// said in row.ts.

const words = process.argv.slice(2);
const names = readdirSync(join(import.meta.dirname, 'rows'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
if (names.length === 0) throw new Error(`no row in test/bench/rows is called ${words.join(' or ')}`);

const browser = await openBenchBrowser();
const results: Result[] = [];
try {
  console.log(
    `Chromium ${browser.version()}, Node ${process.version}. Ratios of medians, ours over the other.\n`,
  );
  for (const name of names) {
    const { row } = (await import(`./rows/${name}.ts`)) as { row: Row };
    const result = resultOf(name, row, await measure(name, row, browser));
    print(result);
    results.push(result);
    await browser.renew();
  }
} finally {
  await browser.close();
}
console.log(`\n${results.filter(({ met }) => met).length} of ${results.length} targets met`);
console.log(`JSON: ${write(results, browser.version())}`);

async function measure(name: string, row: Row, bench: BenchBrowser): Promise<Samples> {
  if (row.where === 'worker') return bench.inWorker(`test/bench/rows/${name}.ts`, 'row');
  return interleave(await row.prepare(bench), row.rounds);
}
