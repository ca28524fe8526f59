import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TakenIn } from '../../client/worker/api.ts';
import { createHandOver, type HandOver } from '../../client/worker/hand-over/take-in.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { Device, Tab } from '../support/device.ts';
import { checkIn, reserve, schedule } from '../support/drafts.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import { createWorld, type World } from '../support/world.ts';

// C7: what one device has exported, another takes into its own queue.

const GUEST = { name: 'Grace', phone: '+43 660 1234567' };

let world: World;
let ada: Tab;
let bob: Tab;

beforeEach(async () => {
  world = await createWorld();
  [ada, bob] = (await Promise.all(
    ['Ada', 'Bob'].map(async (name) => (await world.enrol(name)).openTab()),
  )) as [Tab, Tab];
  await ada.submit(schedule(3));
  await ada.sync();
  await bob.sync();
});
afterEach(() => world.close());

function whoIs({ workspaceId, actorId, deviceId }: Device) {
  return { workspaceId, actorId, deviceId, name: 'Ada’s phone' };
}

function at({ device, replica, log }: Tab): HandOver {
  return createHandOver({ replica, log, who: whoIs(device), syncNow: async () => undefined }, device.now);
}

async function exportOf(tab: Tab): Promise<string> {
  return (await at(tab).exportUnsent()).text;
}

const file = (text: string): Blob => new Blob([text]);

/** A booking, and the arrival of its guest, that Ada has not sent. */
async function unsent(): Promise<string> {
  await ada.submit(reserve('of ada', 2, { guest: GUEST }));
  await ada.submit(checkIn('of ada', 2));
  return exportOf(ada);
}

async function logged(): Promise<string[]> {
  return (await world.log()).map(({ type }) => type);
}

const ONCE = ['SessionScheduled', 'SeatsReserved', 'GuestDescribed', 'GuestCheckedIn'];

describe('each event is in the log once', () => {
  test('the other device sends it, then the first does too', async () => {
    const text = await unsent();
    expect(await at(bob).lookAt(file(text))).toMatchObject({
      kind: 'readable',
      from: 'Ada’s phone',
      fresh: 2,
      known: 0,
      named: [
        { command: 'ReserveSeats', guest: 'Grace', session: 'Bread baking' },
        { command: 'CheckInGuest' },
      ],
    });
    expect(await at(bob).takeIn(file(text))).toEqual({ kind: 'taken', taken: 2, known: 0 });
    expect(bob.session(sessionId()).reservations.get(reservationId('of ada'))?.arrival?.kind).toBe(
      'checked-in',
    );
    await bob.sync();
    expect(await logged()).toEqual(ONCE);
    await ada.sync();
    await bob.sync();
    expect(await logged()).toEqual(ONCE);
    for (const tab of [ada, bob]) expect(tab.replica.state.work.overlay.size).toBe(0);
    for (const { meta, submittedBy } of (await world.log()).slice(1)) {
      expect(meta).toMatchObject({ actorId: ada.device.actorId, deviceId: ada.device.deviceId });
      expect(submittedBy).toEqual({ actorId: bob.device.actorId, deviceId: bob.device.deviceId });
    }
  });

  test('the first sends it before the other does', async () => {
    await at(bob).takeIn(file(await unsent()));
    await ada.sync();
    await bob.sync();
    expect(await logged()).toEqual(ONCE);
    expect(bob.replica.state.work.overlay.size).toBe(0);
  });

  test('the first has sent it, and the other knows that already: there is nothing to take in', async () => {
    const text = await unsent();
    await ada.sync();
    await bob.sync();
    expect(await at(bob).lookAt(file(text))).toMatchObject({ fresh: 0, known: 2 });
    expect(await at(bob).takeIn(file(text))).toEqual({ kind: 'taken', taken: 0, known: 2 });
    expect(bob.replica.state.work.overlay.size).toBe(0);
  });

  test('taking it in twice changes nothing, in another tab and after a restart too', async () => {
    const text = await unsent();
    const second = await bob.device.openTab();
    const both = await Promise.all([at(bob).takeIn(file(text)), at(second).takeIn(file(text))]);
    expect(both).toContainEqual({ kind: 'taken', taken: 2, known: 0 });
    expect(both).toContainEqual({ kind: 'taken', taken: 0, known: 2 });
    const opened = await bob.device.openTab();
    expect(await at(opened).takeIn(file(text))).toEqual({ kind: 'taken', taken: 0, known: 2 });
    await opened.sync();
    expect(await at(opened).takeIn(file(text))).toEqual({ kind: 'taken', taken: 0, known: 2 });
    expect(await logged()).toEqual(ONCE);
  });

  test('the device that it comes from takes nothing in again', async () => {
    const text = await unsent();
    expect(await at(ada).takeIn(file(text))).toEqual({ kind: 'taken', taken: 0, known: 2 });
  });

  test('what was taken in is handed on: a third one brings it, and it stays the first one’s', async () => {
    await at(bob).takeIn(file(await unsent()));
    const third = await (await world.enrol('Cyn')).openTab();
    expect(await at(third).takeIn(file(await exportOf(bob)))).toMatchObject({ taken: 2 });
    await third.sync();
    await third.sync();
    expect((await world.log()).slice(1).map(({ meta }) => meta.deviceId)).toEqual(
      ONCE.slice(1).map(() => ada.device.deviceId),
    );
    expect(await logged()).toEqual(ONCE);
  });
});

test('its facts are as they were, on top of what others did meanwhile', async () => {
  const text = await unsent();
  await bob.submit(reserve('of bob', 2));
  await at(bob).takeIn(file(text));
  await bob.sync();
  await bob.sync();
  const before = ada.replica.state
    .overlay()
    .flatMap(({ commit }) => factsOf(commit).map(({ event }) => event));
  const log = await world.log();
  for (const event of before)
    expect(log.find(({ id }) => id === event.id)).toMatchObject(event as unknown as Record<string, unknown>);
  expect(await logged()).toContain('ReservationWaitlisted');
});

test('L1: where it cannot be written down, that is said, and the file is as good as before', async () => {
  const text = await unsent();
  bob.device.fail = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
  await expect(at(bob).takeIn(file(text))).rejects.toThrow('full');
  bob.device.fail = undefined;
  expect(await at(bob).takeIn(file(text))).toMatchObject({ taken: 2 });
});

describe('what cannot be taken in is said, and nothing of it is', () => {
  const changed =
    (change: (content: { commits: Fact[] } & Record<string, unknown>) => void) => (text: string) => {
      const content = JSON.parse(text);
      change(content);
      return JSON.stringify(content);
    };
  type Fact = {
    writes: { facts: { type: string; schemaVersion: number; data: Record<string, unknown> }[] }[];
  };
  const firstFact = ({ commits }: { commits: Fact[] }) => {
    const fact = commits[0]?.writes[0]?.facts[0];
    if (!fact) throw new Error('nothing was exported');
    return fact;
  };
  const FILES = {
    'cut off': [(text: string) => text.slice(0, -20), 'garbled'],
    'cut off at half': [(text: string) => text.slice(0, text.length / 2), 'garbled'],
    'another file': [() => '{"name":"holiday"}', 'not-ours'],
    'a picture': [() => '\u0089PNG\r\n', 'not-ours'],
    nothing: [() => '', 'not-ours'],
    'a newer format': [changed((content) => (content.version = 2)), 'newer'],
    'of another workspace': [
      changed((content) => (content.from = { ...(content.from as object), workspaceId: 'other' })),
      'other-workspace',
    ],
    'without commits': [changed((content) => (content.commits = [])), 'empty'],
    'a fact of a newer app': [changed((content) => (firstFact(content).type = 'SeatsAuctioned')), 'newer'],
    'a fact in a newer form': [changed((content) => (firstFact(content).schemaVersion = 2)), 'newer'],
    'a fact that was changed': [
      changed((content) => (firstFact(content).data.wanted = { A: -1 })),
      'garbled',
    ],
  } as const;

  test.each(Object.entries(FILES))('%s', async (_, [spoil, why]) => {
    const spoilt = file(spoil(await unsent()));
    expect(await at(bob).lookAt(spoilt)).toEqual({ kind: 'unreadable', why });
    expect(await at(bob).takeIn(spoilt)).toEqual({ kind: 'unreadable', why });
    expect(bob.replica.state.work.overlay.size).toBe(0);
    expect((await bob.journal()).some(({ kind }) => kind === 'saved')).toBe(false);
  });
});

describe('the raw log of the recovery page', () => {
  async function rawLog(tab: Tab, spoil: (lines: string[]) => string[] = (lines) => lines): Promise<Blob> {
    const head = {
      format: 'daybook-raw-log',
      version: 1,
      savedAt: tab.device.now(),
      device: whoIs(tab.device),
    };
    const entries = (await tab.journal()).map((entry) =>
      JSON.stringify({ store: 'journal', key: entry.sequence, value: JSON.stringify(entry) }),
    );
    return file(
      spoil([JSON.stringify(head), ...entries, '{"store":"meta","key":"fence","value":1}', '']).join('\n'),
    );
  }

  test('brings what was not in the log yet', async () => {
    await unsent();
    expect(await at(bob).lookAt(await rawLog(ada))).toMatchObject({
      kind: 'readable',
      from: 'Ada’s phone',
      fresh: 2,
      garbled: 0,
    });
    expect(await at(bob).takeIn(await rawLog(ada))).toMatchObject({ taken: 2 });
    await bob.sync();
    await ada.sync();
    expect(await logged()).toEqual(ONCE);
    expect(await at(bob).takeIn(await rawLog(ada)), 'all settled by now').toMatchObject({
      why: 'empty',
    });
  });

  test('of a damaged one what can still be read, and it says how much cannot', async () => {
    await unsent();
    const last = (lines: string[]): number => lines.findLastIndex((line) => line.includes('\\"saved\\"'));
    const unreadable = await rawLog(ada, (lines) =>
      lines.with(last(lines), '{"store":"journal","key":9,"unreadable":"DataError"}'),
    );
    expect(await at(bob).lookAt(unreadable)).toMatchObject({ fresh: 1, garbled: 1 });
    const cut = await rawLog(ada, (lines) => [
      ...lines.slice(0, last(lines)),
      '{"store":"journal","key":9,"val',
    ]);
    expect(await at(bob).takeIn(cut)).toMatchObject({ taken: 1 });
  });

  test('of a newer app is not read', async () => {
    await unsent();
    const newer = await rawLog(ada, ([head = '', ...rest]) => [
      head.replace('"version":1', '"version":2'),
      ...rest,
    ]);
    expect(await at(bob).takeIn(newer)).toEqual({ kind: 'unreadable', why: 'newer' });
  });
});

test('R5: what is taken in while a long log is being downloaded is settled all the same', async () => {
  const text = await unsent();
  await ada.sync();
  await ada.submit({ type: 'AddSeats', sessionId: sessionId(), seatType: 'A', seats: 5_000 });
  const many = Array.from({ length: 2_000 }, (_, index) => reserve(`guest ${index}`, 1));
  await Promise.all(many.map((draft) => ada.submit(draft)));
  await ada.sync();
  const cyn = await (await world.enrol('Cyn')).openTab();
  let taken: Promise<TakenIn> | undefined;
  cyn.device.onRequest = (path) => {
    if (/\/segments\/\d+\//.test(path)) taken ??= at(cyn).takeIn(file(text));
  };
  for (let round = 0; round < 3; round++) await cyn.sync();
  expect(await taken).toMatchObject({ taken: 2 });
  expect(cyn.replica.state.work.overlay.size).toBe(0);
  expect(cyn.replica.state.cursor).toBe((await world.log()).length);
});
