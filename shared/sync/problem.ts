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

export const PROBLEM_TITLES = {
  'sign-in': 'Sign in to go on',
  'not-enrolled': 'This browser is not enrolled',
  credentials: 'The mail address or the password is not right',
  'enrolment-code': 'The code was used, or is too old',
  'sign-on-unreachable': 'The organisation’s own sign-on cannot be reached',
  'too-many-attempts': 'There were too many attempts; try again later',
  'too-many-devices': 'You have too many devices in use in this workspace',
  'too-many-feeds': 'You have too many live feeds open',
  origin: 'The request came from another site',
  host: 'The server is not known by this name',
  'not-found': 'There is nothing here',
  'method-not-allowed': 'This cannot be done here',
  'not-json': 'The request must be JSON',
  malformed: 'The request does not have the form it should',
  'too-large': 'The request is too large',
  'too-deep': 'The request is nested too deeply',
  'too-many': 'The request holds too many commits',
  'update-app': 'This version of the app is too old or too new for the server',
  'epoch-changed': 'The server was restored from a backup',
  schema: 'An event does not fit its schema',
  actor: 'The events name somebody else as the actor',
  'facts-differ': 'There is a commit with this id and other facts already',
  'event-id-taken': 'An event with this id is in the log already',
  'session-unknown': 'There is no such session',
  'session-exists': 'There is such a session already',
  'session-ends-before-it-starts': 'The session would end before it starts',
  'reservation-unknown': 'There is no such reservation',
  'allotment-unknown': 'There is no such allotment',
  'allotment-exists': 'There is such an allotment already',
  'move-incomplete': 'A move names only one of its two sessions',
  'split-unasked': 'A party was split and nobody had asked for it',
  'granted-above-wanted': 'More seats were granted than wanted',
  'derived-as-fact': 'A derived event was sent as a fact',
  'depends-on': 'The commit builds on one that was not accepted',
  'set-aside': 'The commit was set aside',
  'only-set-aside': 'It names an author who did not send it: it can only be set aside',
  'last-administrator': 'Nobody else administers this workspace',
  'device-revoked': 'This device was revoked',
  'role-withdrawn': 'You are not a member of this workspace any more',
  'not-permitted': 'Your role does not permit this',
  'type-unknown': 'The server does not know this type of event yet',
  'derived-differ': 'The server derives other events from these facts',
  oversold: 'The commit would sell seats that do not exist',
  'quarantine-full': 'Too many commits of this device wait for a planner',
  unavailable: 'The server cannot do this at the moment',
  internal: 'Something went wrong on the server',
} as const;
export type ProblemCode = keyof typeof PROBLEM_TITLES;

export function problem(
  code: ProblemCode,
  status: number,
  more: { detail?: string; [member: string]: unknown } = {},
): Problem {
  return { type: `/problems/${code}`, title: PROBLEM_TITLES[code], status, ...more };
}

/** The code of a problem, or undefined for one of a newer or another server. */
export function codeOf({ type }: Problem): ProblemCode | undefined {
  const code = type.replace('/problems/', '');
  return Object.hasOwn(PROBLEM_TITLES, code) ? (code as ProblemCode) : undefined;
}
