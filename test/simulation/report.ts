import {
  ACCEPTED_BY_BOTH,
  type Coverage,
  DIED_ALONE,
  DROPPED,
  OVERTAKEN_BY_OTHER,
  ROBBED,
} from './coverage.ts';
import { DEVICE_POINTS, SERVER_CRASH_POINTS, VICTIMS } from './crash-points.ts';
import type { Found } from './explore.ts';
import { SEEN_OF_NODES } from './nodes/witness.ts';
import type { RunOptions, RunResult } from './run.ts';
import type { Shrunk } from './shrink.ts';

/** Of the phase of faults, unless somebody wants another number. */
export const STEPS = 2_000;

/** Deeds by number, as in `1,4-9`. */
export function parseDeeds(text: string): Set<number> {
  return new Set(
    text.split(',').flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }),
  );
}

function deedsText(deeds: Iterable<number>): string {
  const runs: [number, number][] = [];
  for (const deed of [...deeds].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === deed - 1) last[1] = deed;
    else runs.push([deed, deed]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

export function describeFailure({ seed, failure }: RunResult): string {
  return `seed ${seed}, step ${failure?.step}, invariant ${failure?.invariant}\n${failure?.detail}`;
}

/** The smallest run that was found, and how to see it again. */
export function describeShortest({ options, result, tries }: Shrunk, mutant?: string): string {
  const deeds = options.only?.size ?? result.deeds;
  return [
    describeFailure(result),
    `the shortest of ${tries} tries has ${deeds} deeds and ${result.steps} steps; to see it again:`,
    commandOf(options, mutant),
  ].join('\n');
}

/** What replays it. */
export function commandOf({ seed, steps, only, profile }: RunOptions, mutant?: string): string {
  return [
    `npm run simulate -- --seed ${seed}`,
    ...(steps === STEPS ? [] : [`--steps ${steps}`]),
    ...(only ? [`--only ${deedsText(only)}`] : []),
    ...(profile?.weather ? ['--fair'] : []),
    ...(mutant ? [`--mutant ${mutant}`] : []),
  ].join(' ');
}

/** At once: what goes on may take long, or be cut off. */
export function tellFound({ seed, detail }: Found, steps = STEPS): void {
  console.log(`seed ${seed}: ${detail}\n  ${commandOf({ seed, steps })}`);
}

export function tableOf(coverage: Coverage): string {
  const rows = [...coverage].sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.map(([what, times]) => `${String(times).padStart(8)}  ${what}`).join('\n');
}

/** What happens to messages and locks by itself. */
const BY_THE_WAY = [
  'request-lost',
  'answer-lost',
  'request-duplicated',
  'request-overtaken',
  'request-late',
  'answer-late',
  'answer-cut',
  'lead-stolen',
];
/** What comes of it all. */
const OUTCOMES = [
  'answered: accepted',
  'answered: accepted before',
  'answered: conflict',
  'answered: deferred',
  'answered: unsupported, derived-differ',
  'answered: unsupported, type-unknown',
  'answered: rejected',
  'rejected: device-revoked',
  'rejected: role-withdrawn',
  'rejected: not-permitted',
  'rejected: depends-on',
  'released',
  'set aside',
  'handed over',
  'compensated',
  'drawn from an allotment',
  'drawn when all else was taken',
  'handed out to another device',
  'moved',
  'ended: ReservationExpired',
  'ended: OfferExpired',
  'ended: AllotmentExpired',
  'offered again',
];
/** What happens to hints, and what one node had to know of the other. */
const BETWEEN_NODES = [
  DIED_ALONE,
  'hint-lost',
  'hint-twice',
  'hint-late',
  ACCEPTED_BY_BOTH,
  OVERTAKEN_BY_OTHER,
  ...SEEN_OF_NODES,
];
/** They are counted by the points at which they happen. */
const COUNTED_OTHERWISE: ReadonlySet<string> = new Set(['device-crash', 'server-crash']);

/** What people do, as far as it came to something. */
const DONE = [
  'ScheduleSession',
  'RescheduleSession',
  'CloseSession',
  'ReopenSession',
  'CancelSession',
  'AddSeats',
  'RemoveSeats',
  'SetAllowance',
  'SetPolicy',
  'ReserveSeats',
  'JoinWaitlist',
  'LeaveWaitlist',
  'SetPriority',
  'ConfirmReservation',
  'CancelReservation',
  'CheckInGuest',
  'RevertCheckIn',
  'MarkNoShow',
  'LogContact',
  'AllotSeats',
  'ReturnAllotment',
  'AcceptOffer',
  'DeclineOffer',
  'MoveReservation',
];

/** Of each kind of fault and each point of a crash; half as much is enough of what may come of them. */
const LEAST_HITS = 100;

/** What must have happened, and how often, for a run to mean something. */
export function leastHits(faults: readonly string[]): Map<string, number> {
  const counted = faults.filter((fault) => !COUNTED_OTHERWISE.has(fault));
  const struck = [
    ...counted,
    ...BY_THE_WAY,
    ...DEVICE_POINTS,
    ...SERVER_CRASH_POINTS,
    ...VICTIMS.map((victim) => `${victim} died`),
    DROPPED,
    ROBBED,
    ...BETWEEN_NODES,
  ];
  const came = [...OUTCOMES, ...DONE.map((command) => `saved: ${command}`)];
  return new Map([
    ...struck.map((what) => [what, LEAST_HITS] as const),
    ...came.map((what) => [what, LEAST_HITS / 2] as const),
  ]);
}
