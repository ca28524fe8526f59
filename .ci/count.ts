import { readFileSync } from 'node:fs';
import { RESULTS } from './test-results.ts';

// The closing line of a run, from the test runner's own figures. A file that failed without a test that did, since it
// could not be loaded or what it does at its end failed, counts as one failure. Exits non-zero when anything failed or
// nothing ran.
type Results = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

const results: Results = JSON.parse(readFileSync(RESULTS, 'utf8'));
const brokenFiles = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
).length;
const failed = results.numFailedTests + brokenFiles;

console.log(`${results.numPassedTests} passed, ${failed} failed`);
process.exitCode = results.success && failed === 0 && results.numPassedTests > 0 ? 0 : 1;
