import { LIMITS, soak } from './soak.ts';
import { isBreach, judge, type Sample } from './soak-verdict.ts';

// node test/load/explore-soak.ts [minutes=60] [--leaky]
//
// `--leaky` is the negative control: a server that keeps something of every request.

const [first] = process.argv.slice(2).map(Number).filter(Number.isFinite);
const minutes = first ?? 60;
const isLeaky = process.argv.includes('--leaky');

const samples = await soak({
  minutes,
  ...(isLeaky && { program: 'test/load/leaky-server.ts' }),
  onSample: say,
});
const verdicts = judge(samples, LIMITS);
const table = verdicts.map((verdict) => ({
  what: verdict.name,
  unit: LIMITS[verdict.name as keyof typeof LIMITS].unit,
  median: rounded(verdict.median),
  grew: rounded(verdict.growth),
  allowed: rounded(verdict.allowed),
  '': isBreach(verdict) ? '✗' : '✓',
}));
console.table(table);
process.exitCode = verdicts.some(isBreach) ? 1 : 0;

function say({ hours, events, values }: Sample): void {
  const all = Object.entries(values).map(([name, value]) => `${name} ${rounded(value)}`);
  console.log(`${(hours * 60).toFixed(1)} min, ${events} events: ${all.join(' · ')}`);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
