import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killServers } from './server-kills.ts';
import { describeKills, neverHit } from './server-report.ts';

// The real server under SIGKILL. `node test/crash/explore-server-kills.ts` goes on where this ends.

/** What it comes to when an answer was given too early. */
const LOST = expect.stringMatching(/^acknowledged commit \S+ is not in the log$/);

test('P2: of 50 servers that are killed, each kept its word', async () => {
  const report = await killServers({ kills: 50, seed: 20261122 });
  console.log(describeKills(report));
  expect(report.violations).toEqual([]);
  expect(neverHit(report)).toEqual([]);
}, 180_000);

test('negative control: one that answers before it commits loses what it acknowledged', async () => {
  const report = await killServers({
    kills: 3,
    seed: 1,
    deck: ['at random: working'],
    program: 'test/server/hasty-server.ts',
  });
  expect(report.violations).toContainEqual(LOST);
  expect(neverHit(report), 'a run of one kind says what it had none of').toContain('answer: half out');
}, 60_000);

test.each([
  ['transaction: commit without its events', /^commit \S+ is torn: 0 of its \d+ events are there$/],
  ['transaction: after an event', /^(commit \S+ is torn: [1-9]\d* of its|an append is torn: events go to) /],
] as const)(
  'negative control: one that does not write a commit at once, killed at “%s”, leaves a part of it',
  async (point, torn) => {
    const report = await killServers({ kills: 1, seed: 1, deck: [point], bug: 'not-atomic' });
    expect(report.violations).toContainEqual(expect.stringMatching(torn));
  },
  60_000,
);

test('negative control: a disk that forgets the end of what it was given loses what was acknowledged', async () => {
  const report = await killServers({
    kills: 2,
    seed: 1,
    deck: ['idle: no request open'],
    whileDead(dataFolder) {
      const log = join(dataFolder, 'daybook.sqlite-wal');
      truncateSync(log, statSync(log).size / 2);
    },
  });
  expect(report.violations).toContainEqual(LOST);
}, 60_000);
