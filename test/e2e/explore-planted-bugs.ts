// Sees whether the tests of faults would fail: node test/e2e/explore-planted-bugs.ts [words of a bug's name]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildClient, PLANTED } from './support/client-build.ts';
import { PLANTED_BUGS, type PlantedBug } from './support/planted-bugs.ts';

const words = process.argv.slice(2).join(' ');
const chosen = PLANTED_BUGS.filter(({ bug }) => bug.includes(words));
let missed = 0;
for (const planted of chosen) {
  const begun = performance.now();
  const how = await tryOut(planted).catch((error) => `CANNOT BE PLANTED: ${error}`);
  if (!how.startsWith('caught')) missed++;
  console.log(`${planted.bug}: ${how} (${Math.round((performance.now() - begun) / 1_000)} s)`);
}
console.log(`${chosen.length} planted, ${missed} not caught`);
process.exitCode = missed === 0 && chosen.length > 0 ? 0 : 1;

async function tryOut({ changes, caughtBy }: PlantedBug): Promise<string> {
  const client = await buildClient(changes);
  try {
    const env = { CLIENT_DIR: client.folder, [PLANTED]: JSON.stringify(changes) };
    const { code, said } = await runTest(caughtBy, env);
    if (code === 0) return `NOT CAUGHT by “${caughtBy.test}”`;
    const failed = /(?:AssertionError|TimeoutError|Error): .*/.exec(said)?.[0];
    const awaited = /waiting for .*/.exec(said)?.[0] ?? '';
    if (!said.includes('1 failed') || !failed) return `DID NOT RUN: ${said.slice(-600)}`;
    return `caught: ${failed} ${awaited}`;
  } finally {
    client.remove();
  }
}

async function runTest(
  { file, test }: PlantedBug['caughtBy'],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; said: string }> {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'e2e', file, '-t', test];
  const run = spawn(process.execPath, vitest, {
    env: { ...process.env, ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [run.stdout, run.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  const [code] = await once(run, 'close');
  return { code: code ?? 1, said };
}
