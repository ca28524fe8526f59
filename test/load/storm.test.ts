import { expect, test } from 'vitest';
import { LEAKY, runStorm } from './storm.ts';
import { breachesOf, describeStorm } from './storm-report.ts';

test('a reconnect storm of 100 devices with 100 commits each: all drained, nobody starved, memory bounded', async () => {
  const storm = await runStorm({ devices: 100, commits: 100, crews: 2, seed: 1 });
  console.log(describeStorm(storm));
  expect(storm.commits).toBe(10_000);
  expect(storm.drained).toHaveLength(100);
  expect(breachesOf(storm)).toEqual([]);
}, 240_000);

test('negative control: a device that the server turns away while the others are served is found starved', async () => {
  const storm = await runStorm({ devices: 6, commits: 5, crews: 1, seed: 2, turnedAway: 1 });
  expect(breachesOf(storm)).toEqual([expect.stringMatching(/^starved/)]);
}, 60_000);

test('negative control: a server that keeps its answers is found leaking', async () => {
  const storm = await runStorm({ devices: 20, commits: 20, crews: 1, seed: 3, program: LEAKY });
  expect(breachesOf(storm)).toEqual([expect.stringMatching(/^leaked/)]);
}, 60_000);
