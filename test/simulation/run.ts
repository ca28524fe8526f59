import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import { createChances } from './chances.ts';
import type { Coverage } from './coverage.ts';
import { FAULTS } from './faults.ts';
import { checkAtRest, checkStatus, isDrained } from './invariants/at-rest.ts';
import { checkAwake } from './invariants/on-display.ts';
import { checkKeeping } from './invariants/quarantine.ts';
import { AT_REST, IN_TROUBLE, passMinutes } from './invariants/quiet.ts';
import { hold, Violation } from './invariants/violation.ts';
import { checkWholeLogs } from './invariants/whole-logs.ts';
import { scheduleLife } from './life.ts';
import { drawProfile, type Profile } from './profile.ts';
import { WORKSPACE } from './server.ts';
import { installKeyRange } from './storage/key-range.ts';
import { templateFor } from './template.ts';
import { createWorld, type World } from './world.ts';

/** One seed: first a phase of faults, with the safety invariants; then everything heals, and all must drain. */
export type RunOptions = {
  readonly seed: number;
  /** Steps of the phase of faults. */
  readonly steps: number;
  /** Of what people and fate do, only these happen, by number: how a failure is made smaller. */
  readonly only?: ReadonlySet<number>;
  /** Instead of what the seed draws. */
  readonly profile?: Partial<Profile>;
  readonly keepTrace?: boolean;
};

export type RunResult = {
  readonly seed: number;
  /** All that ran, healing included. */
  readonly steps: number;
  readonly hash: string;
  readonly coverage: Coverage;
  /** How many things people and fate did. */
  readonly deeds: number;
  readonly failure?: Failure;
  readonly trace: readonly string[];
};
export type Failure = { readonly invariant: string; readonly detail: string; readonly step: number };

/** K: so many virtual minutes after the last fault everything must have drained. */
const DRAIN_MINUTES = 20;
const CHECKPOINT_EVERY = 250;
/** Where a large book makes every step dear: first downloads, which it is for, come early. */
const BIG_BOOK_SHARE = 0.3;
/** Looked at so often whether all has drained, in virtual milliseconds. */
const LOOK_EVERY = 2_000;

installKeyRange();

export async function run(options: RunOptions): Promise<RunResult> {
  const { seed } = options;
  const profile = {
    ...drawProfile(createChances(seed), Object.keys(FAULTS)),
    ...options.profile,
  };
  const world = createWorld({
    seed,
    profile,
    folder: mkdtempSync(join(FAST_FOLDER, 'daybook-world-')),
    template: await templateFor(profile),
    keepTrace: options.keepTrace ?? false,
  });
  const onRejection = (error: unknown): void => world.chronicle.fail(error);
  process.on('unhandledRejection', onRejection);
  let steps = 0;
  let deeds = 0;
  let failure: Failure | undefined;
  try {
    for (let count = 0; count < profile.devices; count++) await world.finish(() => world.fleet.enrol());
    const life = scheduleLife(world, options.only);
    const most = profile.bigBook ? options.steps * BIG_BOOK_SHARE : options.steps;
    while (steps < most && (await world.step())) {
      steps += 1;
      if (steps % CHECKPOINT_EVERY > 0) continue;
      checkAwake(world.fleet.devices, world.chronicle);
      world.chronicle.liveFeeds.check();
      checkWholeLogs(world);
      if (world.server.eventLog) await world.chronicle.readAgain(world.server.eventLog);
    }
    deeds = life.stop();
    world.leaveAlone();
    for await (const _ of passMinutes(world, 2, IN_TROUBLE)) steps += 1;
    if (world.chronicle.violation) throw world.chronicle.violation;
    world.heal();
    for await (const _ of drain(world)) steps += 1;
    await checkAtRest(world);
    for await (const _ of passMinutes(world, 3, AT_REST)) steps += 1;
    checkStatus(world);
    world.chronicle.liveFeeds.check();
    hold(isDrained(world), '13 liveness', () => 'what had drained waits again, though nothing happened');
    await checkServer(world);
    if (world.chronicle.violation) throw world.chronicle.violation;
  } catch (error) {
    failure = toFailure(error, steps);
  } finally {
    process.off('unhandledRejection', onRejection);
    await world.close();
  }
  const { trace, coverage } = world.chronicle;
  return {
    seed,
    steps,
    hash: trace.hash(),
    coverage,
    deeds,
    trace: trace.lines,
    ...(failure && { failure }),
  };
}

/** 13: the liveness phase. */
async function* drain(world: World): AsyncGenerator<void> {
  const deadline = world.schedule.now + DRAIN_MINUTES * 60_000;
  while (world.schedule.now < deadline) {
    const look = world.schedule.now + LOOK_EVERY;
    world.later(LOOK_EVERY, 'look', () => undefined);
    while (world.schedule.now < look && (await world.step(look))) yield;
    if (world.chronicle.violation) throw world.chronicle.violation;
    if (isDrained(world)) return;
  }
}

async function checkServer({ server, chronicle, finish }: World): Promise<void> {
  const { eventLog } = server;
  hold(eventLog, '13 liveness', () => 'the server is not there when all is at rest');
  await finish(() => chronicle.readAll(eventLog));
  checkKeeping(chronicle.serverLog, await eventLog.quarantine(WORKSPACE));
}

function toFailure(error: unknown, step: number): Failure {
  if (error instanceof Violation) return { invariant: error.invariant, detail: error.message, step };
  return { invariant: 'a bug', detail: String((error as Error)?.stack ?? error), step };
}
