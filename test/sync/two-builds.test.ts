import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { replay } from '../../shared/log/replay.ts';
import { FOLD_VERSION, packSession } from '../../shared/log/session-snapshot.ts';
import { createDevice, type Device, EVENTS_PER_SNAPSHOT, type Tab } from '../support/device.ts';
import { cancel, reserve, schedule } from '../support/drafts.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import { random } from '../support/random.ts';
import { createWorld, type World } from '../support/world.ts';

// An update arrives while tabs are open: for a while two builds of the app work on one disk (L6, P6).

/** A build: how it opens a device, and how it folds a log. */
type Build = {
  readonly createDevice: typeof createDevice;
  readonly replay: typeof replay;
};

const older: Build = { createDevice, replay };
/** Folds the same events to something else, and says so. */
let newer: Build;
/** Derives something else from the same facts: promotes nobody. */
let stricter: Build;

beforeAll(async () => {
  newer = await buildWith(() => {
    vi.doMock('../../shared/log/session-snapshot.ts', async (original) => ({
      ...(await original<object>()),
      FOLD_VERSION: FOLD_VERSION + 1,
    }));
    vi.doMock('../../shared/booking/evolve.ts', async (original) => {
      const { evolve } = await original<typeof import('../../shared/booking/evolve.ts')>();
      return { evolve: (...of: Parameters<typeof evolve>) => named(evolve(...of)) };
    });
  });
  stricter = await buildWith(() => {
    vi.doMock('../../shared/booking/derive.ts', async (original) => {
      const { derive } = await original<typeof import('../../shared/booking/derive.ts')>();
      return {
        derive: (...from: Parameters<typeof derive>) =>
          derive(...from).filter(({ event }) => event.type !== 'ReservationPromoted'),
      };
    });
  });
});
afterAll(() => vi.resetModules());

let world: World;
let planner: Tab;
let device: Device;
let guests = 0;

beforeEach(async () => {
  world = await createWorld();
  planner = await (await world.enrol('Planner')).openTab();
  device = await world.enrol('Ada');
  await planner.submit(schedule(20_000));
  await planner.submit(schedule(20_000, { id: sessionId('other') }));
  await planner.sync();
});
afterEach(() => world.close());

describe('two builds that fold differently', () => {
  test('L6: neither shows what the other has folded, whoever took the last snapshot', async () => {
    const chance = random(5);
    const tabs = [
      { build: older, tab: await tabOf(older) },
      { build: newer, tab: await tabOf(newer) },
    ];
    for (let round = 0; round < 12; round++) {
      const turn = chance.pick(tabs);
      await arrive(EVENTS_PER_SNAPSHOT, chance.pick([sessionId(), sessionId('other')]));
      await turn.tab.sync();
      for (const { tab } of tabs) await tab.replica.catchUp();
      await turn.tab.replica.tidy();
      if (chance.chance(0.3)) turn.tab = await tabOf(turn.build);
      for (const { build, tab } of tabs) {
        await holdsItsOwnFold(build, tab);
        await holdsItsOwnFold(build, await tabOf(build));
      }
    }
  });

  test('L6: an older build does not take the snapshots away from the newer one, which opens on them', async () => {
    const [old, young] = [await tabOf(older), await tabOf(newer)];
    for (const { replica } of [young, old, old]) {
      await arrive(EVENTS_PER_SNAPSHOT);
      await old.sync();
      await young.replica.catchUp();
      await replica.tidy();
    }
    const again = await tabOf(newer);
    expect(again.device.replayed).toEqual([]);
    await holdsItsOwnFold(newer, again);
  });
});

test('P6: what a build with other rules has saved is sent by the one that the server agrees with, and nothing is lost', async () => {
  const [old, strict] = [await tabOf(older), await tabOf(stricter)];
  const full = sessionId('full');
  await planner.submit(schedule(2, { id: full }));
  await planner.submit(reserve('Grace', 2, { in: full }));
  await planner.submit(reserve('Hedy', 2, { in: full }));
  await planner.sync();
  await old.sync();
  await strict.replica.catchUp();

  await strict.submit({ ...cancel('Grace'), sessionId: full });
  expect(await strict.sync(), 'the server derives something else').toMatchObject({ unsent: 1 });
  await old.replica.catchUp();
  await old.sync();
  await old.replica.rebuild();
  expect(await old.sync()).toMatchObject({ kind: 'in-step', unsent: 0 });

  await strict.replica.catchUp();
  for (const [build, tab] of [
    [older, old],
    [stricter, strict],
  ] as const) {
    expect(tab.replica.state.work.overlay.size).toBe(0);
    expect(tab.session(full).reservations.get(reservationId('Hedy'))?.waiting).toBeNull();
    await holdsItsOwnFold(build, tab);
  }
});

/** Everything that this makes is loaded anew, with the changes. */
async function buildWith(changes: () => void): Promise<Build> {
  vi.resetModules();
  changes();
  const made = {
    createDevice: (await import('../support/device.ts')).createDevice,
    replay: (await import('../../shared/log/replay.ts')).replay,
  };
  vi.doUnmock('../../shared/log/session-snapshot.ts');
  vi.doUnmock('../../shared/booking/evolve.ts');
  vi.doUnmock('../../shared/booking/derive.ts');
  return made;
}

function named<S extends { title: string }>(session: S): S {
  if (!session.title.endsWith(' (newer)')) session.title += ' (newer)';
  return session;
}

function tabOf(build: Build): Promise<Tab> {
  return build.createDevice(device).openTab();
}

async function arrive(events: number, into = sessionId()): Promise<void> {
  const names = Array.from({ length: events }, () => `guest ${++guests}`);
  await Promise.all(names.map((name) => planner.submit(reserve(name, 1, { in: into }))));
  await planner.sync();
}

async function holdsItsOwnFold(build: Build, { replica, recordedEvents }: Tab): Promise<void> {
  const { sessions } = build.replay(await recordedEvents());
  expect(texts(replica.state.recorded.sessions)).toEqual(texts(sessions));
}

function texts(sessions: Tab['replica']['state']['recorded']['sessions']): string[] {
  return [...sessions.values()].map((session) => canonicalJson(packSession(session))).sort();
}
