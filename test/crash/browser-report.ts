import type { BrowserKill } from './browser-points.ts';
import { line } from './report-line.ts';

export type DeviceTotals = {
  readonly saved: number;
  /** Saved, and nobody was told so. */
  readonly savedUnsaid: number;
  /** Accepted by the server, and the device did not know it. */
  readonly acceptedUnheard: number;
  readonly entries: number;
  readonly events: number;
  /** Times that Chromium would not open what a killed one had left, before it did. */
  readonly openingsRefused: number;
};

export type BrowserKillReport = {
  readonly deck: readonly BrowserKill[];
  readonly seed: number;
  readonly seconds: number;
  readonly hits: ReadonlyMap<BrowserKill, number>;
  /** Of those at random: the last point that the app had passed, as far as the page told. */
  readonly passed: ReadonlyMap<string, number>;
  /** What the app had said and was not so later. */
  readonly violations: readonly string[];
  readonly totals: DeviceTotals;
};

const MOST_SHOWN = 20;

/** Kinds of kills of its deck that the run had none of. */
export function neverHitInBrowser({ deck, hits }: BrowserKillReport): BrowserKill[] {
  return [...new Set(deck)].filter((kind) => !hits.get(kind));
}

export function describeBrowserKills(report: BrowserKillReport): string {
  const { deck, seed, seconds, hits, passed, violations, totals } = report;
  const kills = [...hits.values()].reduce((sum, count) => sum + count, 0);
  const verdict = violations.length === 0 ? 'the app kept its word' : `${violations.length} violations`;
  const missing = neverHitInBrowser(report);
  return [
    `${kills} kills of a real Chromium, seed ${seed}, in ${seconds.toFixed(1)} s: ${verdict}`,
    ...[...new Set(deck)].map((kind) => line(kind, hits.get(kind) ?? 0)),
    ...(passed.size > 0 ? ['those at random struck after'] : []),
    ...[...passed].sort(([, a], [, b]) => b - a).map(([point, count]) => line(point, count)),
    'what was held against it',
    line("commits of which it had said 'saved'", totals.saved),
    line('commits that were saved, and nobody told', totals.savedUnsaid),
    line('commits that the server had, unknown here', totals.acceptedUnheard),
    line('entries in journals', totals.entries),
    line('events in logs of devices', totals.events),
    line('openings that Chromium refused at first', totals.openingsRefused),
    ...(missing.length > 0 ? [`never hit: ${missing.join('; ')}`] : []),
    ...violations.slice(0, MOST_SHOWN).map((violation) => `✗ ${violation}`),
  ].join('\n');
}
