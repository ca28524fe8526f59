import * as v from 'valibot';
import type { ProblemCode } from './problem-code.ts';

/**
 * An error as RFC 9457 has it. `type` is a relative reference, `/problems/<code>`; the code is what programs
 * read, `title` and `detail` are for people. Some problems carry more members.
 */
export const Problem = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.safeInteger()),
  detail: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof Problem>;

/** For who looks for one code: what is open on a device all the time does not hold the list of all of them. */
export function hasCode({ type }: Problem, code: ProblemCode): boolean {
  return type === `/problems/${code}`;
}
