// Where the real server can be killed. `server-with-points.ts` knows where each of these moments is in its life.

/** Only on a data folder that no server has finished preparing. */
export const FRESH_POINTS = [
  'start: tables made, not committed',
  'start: workspace made, without its epoch',
] as const;

export const START_POINTS = [
  'start: file opened',
  'start: mark written, not in its place',
  'start: not listening yet',
] as const;

export const WORK_POINTS = [
  'enrolment: written, not committed',
  'request: head read',
  'request: body read',
  'transaction: not begun',
  'transaction: begun',
  'transaction: commit without its events',
  'transaction: after an event',
  'transaction: whole, not committed',
  'transaction: committing',
  'committed: nobody told',
  'feed: hint on its way',
  'answer: half out',
  'answer: out',
  'page: half out',
  'packing: segment not written',
  'packing: segment not committed',
  'packing: segment committed',
] as const;

/** Announced and passed, so that the kill meets what the engine does next. At all others the server stands still. */
export const PASSED_POINTS: ReadonlySet<string> = new Set<Point>(['transaction: committing']);

export type Point =
  | (typeof FRESH_POINTS)[number]
  | (typeof START_POINTS)[number]
  | (typeof WORK_POINTS)[number];

/** What the server says on its error stream when it is at the point that it was asked for. */
export const REACHED = 'reached the point: ';

/** How the program with points is told what to do. Points of its work are awaited from SIGUSR2 on. */
export type PointSettings = {
  readonly CRASH_POINT?: Point;
  /** How many times to go past it first. */
  readonly CRASH_SKIP?: string;
  /** A file that always holds the name of the last point that was passed. */
  readonly CRASH_TRAIL?: string;
  /** A planted bug: each statement commits by itself. */
  readonly CRASH_BUG?: 'not-atomic';
};
