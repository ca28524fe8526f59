import { codeOf } from '../../../shared/sync/problem-code.ts';
import type { Quarantine } from '../../../shared/sync/quarantine.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

/** 1, C5: what the server said that it keeps is in sight of planners, or was brought into the log after all. */
export function checkKeeping({ keeping, positionsOf }: ServerLog, kept: Quarantine): void {
  const inSight = new Set(kept.map(({ commitId }) => commitId));
  for (const id of keeping) {
    const isThere = inSight.has(id) || positionsOf(id).length > 0;
    hold(isThere, '1 no loss', () => `${id} was said to be kept by the server, and is nowhere there`);
  }
  for (const { commitId, problem } of kept)
    hold(
      codeOf(problem),
      '1 no loss',
      () => `${commitId} is kept without a reason: ${JSON.stringify(problem)}`,
    );
}
