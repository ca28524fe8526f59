import { line } from './report-line.ts';
import { KILL_KINDS, type KillKind } from './server-plan.ts';
import type { Totals } from './server-witness.ts';

export type KillReport = {
  readonly kills: number;
  readonly seed: number;
  readonly seconds: number;
  readonly hits: ReadonlyMap<KillKind, number>;
  /** Of those at random: the last point that the server had passed. */
  readonly passed: ReadonlyMap<string, number>;
  /** How many servers were killed while they started, right after one that was killed while it started. */
  readonly twiceInARow: number;
  /** What a server had said and was not so later. */
  readonly violations: readonly string[];
  readonly totals: Readonly<Totals>;
};

/** Kinds of kills that this run had none of. */
export function neverHit({ hits, twiceInARow }: KillReport): string[] {
  const missing: string[] = KILL_KINDS.filter((kind) => !hits.get(kind));
  return twiceInARow > 0 ? missing : [...missing, TWICE];
}

const TWICE = 'starting, twice in a row';
const MOST_SHOWN = 20;

export function describeKills(report: KillReport): string {
  const { seed, seconds, hits, passed, twiceInARow, violations, totals } = report;
  const kills = [...hits.values()].reduce((sum, count) => sum + count, 0);
  const verdict = violations.length === 0 ? 'the servers kept their word' : `${violations.length} violations`;
  const missing = neverHit(report);
  return [
    `${kills} kills of the real server, seed ${seed}, in ${seconds.toFixed(1)} s: ${verdict}`,
    ...KILL_KINDS.map((kind) => line(kind, hits.get(kind) ?? 0)),
    line(TWICE, twiceInARow),
    'those at random struck after',
    ...[...passed].sort(([, a], [, b]) => b - a).map(([point, count]) => line(point, count)),
    'what was held against them',
    line('requests acknowledged', totals.requestsAcknowledged),
    line('  of them repeated', totals.repeats),
    line('commits acknowledged', totals.commitsAcknowledged),
    line('requests that were not answered', totals.requestsUnanswered),
    line('  answers that were cut', totals.answersCut),
    line('  commits of them that were recorded', totals.commitsRecordedUnanswered),
    line('events recorded', totals.eventsRecorded),
    ...(missing.length > 0 ? [`never hit: ${missing.join('; ')}`] : []),
    ...violations.slice(0, MOST_SHOWN).map((violation) => `✗ ${violation}`),
  ].join('\n');
}
