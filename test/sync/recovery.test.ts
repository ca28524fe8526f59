import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StorageProblem } from '../../client/worker/log/event-log.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { packSession } from '../../shared/log/session-snapshot.ts';
import { EVENTS_PER_SNAPSHOT, type Tab } from '../support/device.ts';
import { reserve, schedule } from '../support/drafts.ts';
import { sessionId } from '../support/ids.ts';
import { createWorld, type World } from '../support/world.ts';

const OTHER = sessionId('other day');
const ANOTHER_DAY = {
  startsAt: '2026-05-02T09:00:00.000Z' as Instant,
  endsAt: '2026-05-02T11:00:00.000Z' as Instant,
};

describe('a device finds its way back', () => {
  let world: World;
  let planner: Tab;
  let tab: Tab;
  let guests = 0;

  beforeEach(async () => {
    world = await createWorld();
    planner = await (await world.enrol('Planner')).openTab();
    tab = await (await world.enrol('Ada')).openTab();
    await planner.submit(schedule(20_000));
    await planner.submit({ ...schedule(20_000, { id: OTHER }), ...ANOTHER_DAY });
    await planner.sync();
    await tab.sync();
  });
  afterEach(() => world.close());

  test('L6: a snapshot that could not be written does not make the next one false', async () => {
    await arrive(EVENTS_PER_SNAPSHOT);
    await tab.replica.tidy();
    await arrive(EVENTS_PER_SNAPSHOT);
    tab.device.fail = new StorageProblem('quota', 'full');
    await expect(tab.replica.tidy()).rejects.toThrow('full');
    tab.device.fail = undefined;
    await arrive(EVENTS_PER_SNAPSHOT, OTHER);
    await tab.replica.tidy();
    await sameFromTheStart();
  });

  test('L6: a tab that takes over from another one does not build on what it did not follow', async () => {
    await arrive(EVENTS_PER_SNAPSHOT);
    await tab.replica.tidy();
    const second = await tab.device.openTab();
    for (const session of [sessionId(), OTHER, OTHER]) {
      await arrive(EVENTS_PER_SNAPSHOT, session);
      await tab.replica.tidy();
    }
    for (let n = 0; n < 2; n++) {
      await arrive(EVENTS_PER_SNAPSHOT, OTHER);
      await second.replica.catchUp();
      await second.replica.tidy();
    }
    await sameFromTheStart();
  });

  test('L6: a snapshot that cannot be read is dropped, and the log is replayed', async () => {
    await arrive(EVENTS_PER_SNAPSHOT);
    await tab.replica.tidy();
    tab.device.damage = (bytes) => bytes.slice(0, bytes.length / 2);
    await sameFromTheStart();
    const { cursor } = tab.replica.state;
    expect(tab.device.replayed.at(-1)).toEqual([cursor, cursor]);
  });

  test('R5: a device with work of its own takes pages, so that its commits leave the overlay', async () => {
    await arrive(2_100);
    const late = await (await world.enrol('Late')).openTab();
    await planner.submit(reserve('known to all', 1));
    await late.replica.append(() => undefined);
    await late.submit(schedule(3, { id: sessionId('own') }));
    late.device.lose = 'answer';
    await late.sync();
    expect(await late.sync()).toMatchObject({ kind: 'in-step', unsent: 0 });
    expect(late.replica.state.work.overlay.size).toBe(0);
  });

  test('R3: a device that enrolled before the restore and had pulled nothing syncs all the same', async () => {
    const fresh = await (await world.enrol('Fresh')).openTab();
    await fresh.submit(schedule(3, { id: sessionId('own') }));
    await world.restore(world.backup());
    expect(await fresh.sync()).toMatchObject({ kind: 'in-step', unsent: 0 });
    expect((await world.log()).map((event) => event.streamId)).toContain(`session:${sessionId('own')}`);
  });

  test('C6: on an uplink where only small requests get through in time, the queue still drains', async () => {
    const most = 4;
    for (let n = 0; n < 20; n++) await tab.submit(reserve(`slow ${n}`, 1));
    const respond = tab.device.respond;
    tab.device.respond = (path, init) => {
      const { commits = [] } = init.body ? (JSON.parse(String(init.body)) as { commits?: unknown[] }) : {};
      if (commits.length > most) throw new DOMException('too slow', 'TimeoutError');
      return respond(path, init);
    };
    const context = await tab.syncContext();
    await vi.waitFor(async () =>
      expect(await tab.syncAs(context.fence, context)).toMatchObject({ unsent: 0 }),
    );
  });

  test('P4: a commit that is too large alone holds up only its own streams', async () => {
    const other = sessionId('other');
    await planner.submit(schedule(5, { id: other }));
    await planner.sync();
    await tab.sync();
    await tab.submit(reserve('large', 1));
    await tab.submit(reserve('small', 1, { in: other }));
    const respond = tab.device.respond;
    tab.device.respond = async (path, init) =>
      String(init.body).includes(sessionId()) && path.endsWith('/commits')
        ? Response.json({ type: '/problems/too-large', title: 'too large', status: 413 }, { status: 413 })
        : respond(path, init);
    await tab.sync();
    expect((await world.log()).at(-1)?.streamId).toBe(`session:${other}`);
    expect(tab.replica.state.work.overlay.size).toBe(1);
  });

  /** That many events come to the device. */
  async function arrive(events: number, at = sessionId()): Promise<void> {
    const names = Array.from({ length: events }, () => `guest ${guests++}`);
    await Promise.all(names.map((name) => planner.submit(reserve(name, 1, { in: at }))));
    await planner.sync();
    await tab.sync();
  }

  /** What the device opens with is what a replay of the server's log comes to. */
  async function sameFromTheStart(): Promise<void> {
    const reopened = await tab.device.openTab();
    for (const id of [sessionId(), OTHER]) {
      const [here, there] = [reopened, planner].map(({ replica }) => replica.state.recorded.session(id));
      if (!here || !there) throw new Error('the session is gone');
      expect(canonicalJson(packSession(here))).toBe(canonicalJson(packSession(there)));
    }
    expect(reopened.replica.state.cursor).toBe(planner.replica.state.cursor);
  }
});
