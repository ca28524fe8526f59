import { join } from 'node:path';
import { ROOT } from './step.ts';

/** Where `npm test` leaves the test runner's figures, and .ci/count.ts finds them. */
export const RESULTS = join(ROOT, 'node_modules/.cache/daybook/test-results.json');
