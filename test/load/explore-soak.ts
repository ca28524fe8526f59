import { LIMITS, soak } from './soak.ts';
import { standstillsIn } from './soak-account.ts';
import { isBreach, judge, type Sample, type Verdict } from './soak-verdict.ts';
import { LEAKY } from './storm.ts';

// node test/load/explore-soak.ts [minutes=60] [--leaky]
//
// `--leaky` is the negative control: the heap of a server that keeps something of every request has to be found
// growing, and what the system gives it for that may be; everything else has to stay as flat as ever. In three minutes
// it grew by 17.6 MB where 0.6 MB are allowed.

const [first] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const minutes = first ?? 60;
const isLeaky = process.argv.includes('--leaky');
const GROWS = 'server heap';
const MAY_GROW = 'server resident';

const samples: Sample[] = [];
let flaws: readonly string[] = [];
try {
  flaws = await soak({ minutes, ...(isLeaky && { program: LEAKY }), onSample: say });
} catch (error) {
  // What was seen until then is worth reading all the same.
  console.error(error);
  process.exitCode = 1;
}
// Flat is also what does nothing.
for (const flaw of [...standstillsIn(samples), ...flaws]) {
  console.error(flaw);
  process.exitCode = 1;
}
const verdicts = judge(samples, LIMITS);
console.table(
  verdicts.map((verdict) => ({
    what: verdict.name,
    unit: LIMITS[verdict.name as keyof typeof LIMITS].unit,
    median: rounded(verdict.median),
    grew: rounded(verdict.growth),
    allowed: rounded(verdict.allowed),
    '': isBreach(verdict) ? '✗' : '✓',
  })),
);
if (!verdicts.every(isAsItShouldBe)) process.exitCode = 1;

function isAsItShouldBe(verdict: Verdict): boolean {
  if (isLeaky && verdict.name === MAY_GROW) return true;
  return isBreach(verdict) === (isLeaky && verdict.name === GROWS);
}

function say(sample: Sample): void {
  const { hours, events, values } = sample;
  samples.push(sample);
  const all = Object.entries(values).map(([name, value]) => `${name} ${rounded(value)}`);
  console.log(`${(hours * 60).toFixed(1)} min, ${events} events: ${all.join(' · ')}`);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
