import { type Device, journalOf } from '../device.ts';
import type { World } from '../world.ts';
import { hold } from './violation.ts';

/** What one device may do in a virtual minute in which nobody touches it: more is a storm. */
export type Limits = {
  readonly requests: number;
  readonly feeds: number;
  readonly steals: number;
  readonly entries: number;
};
/** While things go wrong: each wait is longer than the one before, and each of three tabs listens for twenty seconds
 * at least before it takes the lead from one that it does not hear. */
export const IN_TROUBLE: Limits = { requests: 50, feeds: 60, steals: 9, entries: 40 };
/** A look now and then whether something is new. */
export const AT_REST: Limits = { requests: 20, feeds: 15, steals: 0, entries: 2 };

const MINUTE = 60_000;

/** 13: a device that is left alone for a minute does not wear out the server, its storage or its battery. */
export async function* passMinutes(world: World, minutes: number, limits: Limits): AsyncGenerator<void> {
  for (let minute = 0; minute < minutes; minute++) {
    const before = new Map(world.fleet.devices.map((device) => [device, activityOf(device)]));
    const end = world.schedule.now + MINUTE;
    world.later(MINUTE, 'a minute is over', () => undefined);
    while (world.schedule.now < end && (await world.step(end))) yield;
    for (const [device, then] of before) checkActivity(device, { then, limits });
  }
}

function checkActivity(device: Device, { then, limits }: { then: Limits; limits: Limits }): void {
  const now = activityOf(device);
  for (const what of ['requests', 'feeds', 'steals', 'entries'] as const) {
    const count = now[what] - then[what];
    hold(count <= limits[what], '13 liveness', () => {
      return `${device.name}, left alone for a minute, had ${count} ${what}`;
    });
  }
}

function activityOf(device: Device): Limits {
  const { link, locks } = device;
  return { requests: link.requests, feeds: link.feeds, steals: locks.steals, entries: journalOf(device) };
}
