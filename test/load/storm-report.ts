import type { Storm } from './storm.ts';

/**
 * No starvation: the last device is done after so many times the time that half of them took. Devices that compete for
 * the same sessions are through one after the other, so 2 is natural; measured were 1.2 to 1.7.
 */
const MOST_SPREAD = 3;
/** Memory that is bounded: what a warm server holds is at most so many times what it took to warm up; measured: 0.9 to 1.1. */
const MOST_GROWTH = 1.5;

/** What a storm showed, in a few lines. */
export function describeStorm({ commits, events, drained, answers, memory }: Storm): string {
  const seconds = (share: number): string => (at(drained, share) / 1000).toFixed(1);
  const megabytes = (of: number): string => `${of.toFixed(0)} MB`;
  return [
    `${drained.length} devices, ${commits} commits, ${events} events`,
    `drained after: half ${seconds(0.5)} s, 99 % ${seconds(0.99)} s, the last ${seconds(1)} s`,
    `answers: ${[...answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
    `server: up to ${megabytes(memory.warmingUp)} while it warmed up, up to ${megabytes(memory.warm)} then`,
  ].join('\n');
}

/** What of it was not as it should be, in words. */
export function breachesOf({ drained, flaws, answers, memory }: Storm): string[] {
  const spread = at(drained, 1) / at(drained, 0.5);
  const growth = memory.warm / memory.warmingUp;
  const strange = [...answers.keys()].filter((status) => status !== '200' && status !== '503');
  return [
    ...flaws,
    ...strange.map((status) => `answered ${status}`),
    ...(spread > MOST_SPREAD ? [`starved: the last device took ${spread.toFixed(1)} × the median`] : []),
    ...(growth > MOST_GROWTH ? [`grew: the server's memory went to ${growth.toFixed(1)} × what it was`] : []),
  ];
}

function at(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? 0;
}
