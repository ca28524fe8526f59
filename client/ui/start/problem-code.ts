import type { Problem } from '../../../shared/sync/problem.ts';
import type { ProblemCode } from '../../../shared/sync/problem-code.ts';
import { t } from '../texts/texts.ts';

/** The code of a problem where the catalogue has words for it. */
export function codeOfProblem({ type }: Problem): ProblemCode | null {
  const code = type.replace('/problems/', '');
  return Object.hasOwn(t().problems, code) ? (code as ProblemCode) : null;
}
