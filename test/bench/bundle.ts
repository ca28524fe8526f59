import { type Part, weigh } from '../../.ci/budget.ts';
import type { Row } from './row.ts';

/** Of the client as it was built last: `npm run build` makes it anew. */
export function bundleRow(part: Part, title: string): Row {
  return {
    title,
    over: 'its limit',
    unit: 'bytes, compressed',
    target: { atMost: 1 },
    // It weighs the same every time.
    rounds: 1,
    where: 'node',
    async prepare() {
      const { bytes, limit } = weigh(part);
      return { ours: async () => bytes, bare: async () => limit };
    },
  };
}
