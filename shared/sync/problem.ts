import * as v from 'valibot';

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

const PROBLEM_CODES = [
  'sign-in',
  'not-enrolled',
  'credentials',
  'enrolment-code',
  'sign-on-unreachable',
  'too-many-attempts',
  'too-many-devices',
  'too-many-enrolments',
  'too-many-feeds',
  'origin',
  'host',
  'not-found',
  'method-not-allowed',
  'not-json',
  'malformed',
  'too-large',
  'too-deep',
  'too-many',
  'update-app',
  'epoch-changed',
  'schema',
  'actor',
  'facts-differ',
  'event-id-taken',
  'session-unknown',
  'session-exists',
  'session-ends-before-it-starts',
  'reservation-unknown',
  'allotment-unknown',
  'allotment-exists',
  'allotment-of-another',
  'move-incomplete',
  'split-unasked',
  'granted-above-wanted',
  'derived-as-fact',
  'depends-on',
  'set-aside',
  'only-set-aside',
  'last-administrator',
  'account-of-others',
  'account-exists',
  'device-revoked',
  'role-withdrawn',
  'not-permitted',
  'type-unknown',
  'derived-differ',
  'oversold',
  'quarantine-full',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The code of a problem, or undefined for one of a newer or another server. */
export function codeOf({ type }: Problem): ProblemCode | undefined {
  const code = type.replace('/problems/', '');
  return PROBLEM_CODES.find((known) => known === code);
}
