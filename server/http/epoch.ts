import type { Workspace } from '../log/event-log.ts';
import { type RequestProblem, requestProblem } from './request-problem.ts';

/** The server was restored from a backup since the device last heard from it (R3). */
export function epochChanged({
  epoch,
  head,
  epochs,
}: Pick<Workspace, 'epoch' | 'head' | 'epochs'>): RequestProblem {
  return requestProblem('epoch-changed', 409, { epoch, head, epochs });
}
