import { readFileSync } from 'node:fs';
import { RESULTS } from './test-results.ts';

// The closing line of a run, from the test runner's own figures. A file that could not even be loaded counts
// as one failure. Exits non-zero when anything failed or nothing ran.
type Results = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

const results: Results = JSON.parse(readFileSync(RESULTS, 'utf8'));
const brokenFiles = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = results.numFailedTests + brokenFiles;

console.log(`${results.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && results.numPassedTests > 0 ? 0 : 1;
