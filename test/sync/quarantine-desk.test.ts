import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Asked, Desk } from '../../client/worker/api.ts';
import { createDesk } from '../../client/worker/desk/desk.ts';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import type { CommitId } from '../../shared/log/ids.ts';
import type { Tab } from '../support/device.ts';
import { checkIn, reserve, schedule } from '../support/drafts.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import { createQuickTimer, type QuickTimer } from '../support/quick-timer.ts';
import { createWorld, type World } from '../support/world.ts';

// What a planner does with what a revoked device has sent, by the code that the page's desk asks.

const GUEST = { name: 'Grace', phone: '+43 660 1234567' };

let world: World;
let planner: Tab;
let ada: Tab;
let bob: Tab;
let timers: QuickTimer[];
let desk: Desk;

/** `speed`: how much faster than on the wall it gives up waiting. */
function deskOf(tab: Tab, askSync: () => void, speed = 1): Desk {
  const timer = createQuickTimer(speed);
  timers.push(timer);
  const { workspaceId } = tab.device;
  const fetch = (path: string, init: RequestInit): Promise<Response> => tab.device.respond(path, init);
  const around = { workspaceId, replica: tab.replica, timer, askSync, onUsualSession: () => undefined };
  return createDesk(around, { fetch, timer });
}

beforeEach(async () => {
  world = await createWorld();
  timers = [];
  [planner, ada, bob] = (await Promise.all(
    ['Planner', 'Ada', 'Bob'].map(async (name) => (await world.enrol(name)).openTab()),
  )) as [Tab, Tab, Tab];
  desk = deskOf(planner, () => void planner.sync());
  await planner.submit(schedule(2));
  await planner.sync();
  await Promise.all([ada.sync(), bob.sync()]);
});
afterEach(async () => {
  for (const timer of timers) timer.stop();
  await world.close();
});

/** Ada's device is revoked with a booking, and a check-in of its guest, that it has not sent. */
async function refusedWork(): Promise<[booking: CommitId, arrival: CommitId]> {
  await ada.submit(reserve('of ada', 2, { guest: GUEST }));
  await ada.submit(checkIn('of ada', 2));
  await done(desk.revoke(ada.device.deviceId));
  await ada.sync();
  const [booking, arrival] = await done(desk.quarantine());
  if (!booking || !arrival) throw new Error('nothing was kept');
  return [booking.key, arrival.key];
}

async function done<T>(asking: Promise<Asked<T>>): Promise<T> {
  const asked = await asking;
  if (asked.kind !== 'done') throw new Error(JSON.stringify(asked));
  return asked.value;
}

describe('C5: what the server keeps apart', () => {
  test('is shown with who sent it, why it was refused, what is in it, and what it builds on', async () => {
    const [booking, arrival] = await refusedWork();
    expect(await done(desk.quarantine())).toMatchObject([
      {
        key: booking,
        by: { device: 'Ada' },
        code: 'device-revoked',
        session: { title: 'Bread baking' },
        contents: [
          { what: { type: 'SeatsReserved', party: [{ seats: 2, label: 'Seat' }] }, guest: 'Grace' },
          { what: { type: 'GuestDescribed' }, guest: 'Grace' },
        ],
        waitsFor: null,
        setAside: null,
      },
      {
        key: arrival,
        contents: [{ what: { type: 'GuestCheckedIn', count: 2 }, guest: 'Grace' }],
        waitsFor: { key: booking, isSetAside: false },
      },
    ]);
  });

  test('a session that is kept too gives its name and its kinds of seats to what was booked on it', async () => {
    await ada.submit(schedule(4, { id: sessionId('another') }));
    await ada.submit(reserve('of ada', 1, { guest: GUEST, in: sessionId('another') }));
    await done(desk.revoke(ada.device.deviceId));
    await ada.sync();
    const [session, booking] = await done(desk.quarantine());
    expect(booking).toMatchObject({
      session: { title: 'Bread baking', startsAt: null },
      contents: [{ what: { party: [{ label: 'Seat' }] } }, {}],
      waitsFor: { key: session?.key },
    });
  });

  test('is released in its order, under the name of who releases it, with its facts as they were', async () => {
    const facts = async (): Promise<unknown> =>
      (await ada.journal()).flatMap((entry) =>
        entry.kind === 'saved' ? entry.commit.writes.flatMap((write) => write.facts) : [],
      );
    const [booking, arrival] = await refusedWork();
    expect(await desk.release(arrival, 'too soon')).toMatchObject({
      kind: 'refused',
      problem: { type: '/problems/depends-on' },
    });
    expect(await done(desk.release(booking, 'I know her'))).toEqual({ came: [] });
    await done(desk.release(arrival, 'I know her'));
    expect(await done(desk.quarantine())).toEqual([]);
    const recorded = (await world.log()).slice(1);
    expect(recorded.map(({ submittedBy }) => submittedBy.deviceId)).toEqual(
      recorded.map(() => planner.device.deviceId),
    );
    expect(
      recorded.map(({ id, type, schemaVersion, data, meta }) => ({ id, type, schemaVersion, data, meta })),
    ).toEqual(await facts());
    await planner.sync();
    const reservation = planner.session(sessionId()).reservations.get(reservationId('of ada'));
    expect(reservation).toMatchObject({ arrival: { kind: 'checked-in' } });
  });

  test('lets go on what waited for it on another device', async () => {
    const [booking] = await refusedWork();
    await bob.submit(reserve('of ada', 1));
    await bob.sync();
    const [[commitId, { because } = {}] = []] = bob.replica.state.work.quarantine;
    expect(because).toBe(booking);
    await done(desk.release(booking, 'I know her'));
    await bob.sync();
    await bob.sync();
    expect(bob.replica.state.work.quarantine.size).toBe(0);
    expect((await world.log()).map((event) => event.commitId)).toContain(commitId);
  });

  test('meets the book as it is now: who does not fit any more waits, and that is said', async () => {
    const [booking] = await refusedWork();
    await bob.submit(reserve('of bob', 1));
    await bob.sync();
    await planner.sync();
    const { came } = await done(desk.release(booking, 'I know her'));
    expect(came).toMatchObject([
      { what: { type: 'ReservationWaitlisted', party: [{ seats: 2 }] }, guest: 'Grace' },
    ]);
  });

  test('P1: is put on top of what others did meanwhile, as often as it takes', async () => {
    const [booking] = await refusedWork();
    await bob.submit(reserve('of bob', 1));
    await bob.sync();
    // The planner has not heard of it.
    expect(planner.replica.state.cursor).toBe(1);
    await done(desk.release(booking, 'I know her'));
    await planner.sync();
    const { reservations } = planner.session(sessionId());
    expect([...reservations.values()].map(outcomeOf)).toEqual(['reserved', 'waitlisted']);
  });

  test('stays where it is when the news that it needs do not come', async () => {
    const [booking] = await refusedWork();
    await bob.submit(reserve('of bob', 1));
    await bob.sync();
    let asked = 0;
    const alone = deskOf(planner, () => (asked += 1), 10_000);
    expect(await alone.release(booking, 'I know her')).toMatchObject({
      kind: 'refused',
      problem: { type: '/problems/unavailable' },
    });
    expect(asked).toBeGreaterThan(1);
    expect(await done(desk.quarantine())).toHaveLength(2);
  });

  test('is set aside for good, with its reason; what builds on it says so', async () => {
    const [booking, arrival] = await refusedWork();
    await done(desk.keepAside(booking, 'a joke'));
    expect(await desk.release(booking, 'after all')).toMatchObject({
      kind: 'refused',
      problem: { type: '/problems/set-aside' },
    });
    expect(await done(desk.quarantine())).toMatchObject([
      { key: booking, setAside: { by: { device: 'Planner' }, reason: 'a joke' } },
      { key: arrival, waitsFor: { key: booking, isSetAside: true } },
    ]);
    expect((await world.log()).map(({ type }) => type)).toEqual(['SessionScheduled']);
  });
});

describe('C6: what is asked at once', () => {
  test('without a network, or of a hotel’s page, is not done, and that is said', async () => {
    planner.device.respond = async () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await desk.devices()).toEqual({ kind: 'offline' });
    planner.device.respond = async () => new Response('<h1>Welcome to the hotel</h1>');
    expect(await desk.devices()).toEqual({ kind: 'offline' });
    expect(await desk.revoke(ada.device.deviceId)).toEqual({ kind: 'offline' });
  });

  test('and refused, says why', async () => {
    expect(await desk.revoke('nobody' as never)).toMatchObject({
      kind: 'refused',
      problem: { type: '/problems/not-found' },
    });
  });
});
