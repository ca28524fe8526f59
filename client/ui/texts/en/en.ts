import type { SessionStatus } from '../../../../shared/booking/session.ts';
import type { ProblemCode } from '../../../../shared/sync/problem-code.ts';
import { board } from './en-board.ts';
import { frame } from './en-frame.ts';
import { problems, storage } from './en-problems.ts';
import { start } from './en-start.ts';
import { language, n } from './english.ts';

// Every word that a person reads before a screen is fetched; the others' are in `en-later.ts`, and come with them.
// Another language is one more folder like this one; what is counted, dated or listed goes through Intl with
// `language`, and codes come from the views, never sentences.

const statuses: Record<SessionStatus, string> = {
  unscheduled: 'Not set up',
  open: 'Open',
  closed: 'Closed for bookings',
  cancelled: 'Session cancelled',
};

export const en = {
  language,
  name: 'Daybook',
  /** What an installed app is called by; the same app in each language. */
  manifest: '/manifest.webmanifest',
  number: n,
  statuses,
  problems,
  storage,
  problem: (code: ProblemCode | null, detail: string | null): string =>
    code ? problems[code] : (detail ?? 'The server gave a reason that this version does not know.'),
  ...frame,
  ...board,
  ...start,
};

export type Texts = typeof en;
