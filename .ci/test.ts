import { rmSync } from 'node:fs';
import { findChromium, findShell } from '../test/support/chromium.ts';
import { must, run } from './step.ts';
import { RESULTS } from './test-results.ts';

// npm test [-- any vitest arguments]. The results also go to a file, from which .ci/run counts.
rmSync(RESULTS, { force: true });
console.log(`Chromium: ${[...new Set([findChromium(), findShell()])].join(', ')}`);
must('client build', 'vite', 'build', '--logLevel', 'warn');
process.exitCode = run(
  'tests',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${RESULTS}`,
  ...process.argv.slice(2),
);
