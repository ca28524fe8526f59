import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import * as commands from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { type CuttingProxy, type Fault, startCuttingProxy } from '../support/cutting-proxy.ts';
import { reserve, schedule } from '../support/drafts.ts';
import { forgetful } from '../support/forgetful-client.ts';
import { enrolAt, type NetworkedDevice, openNetworkedDevice } from '../support/networked-device.ts';
import { deal } from '../support/proxy/fault-deck.ts';
import { random } from '../support/random.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createSteadyWork, newIdBy } from '../support/steady-work.ts';
import { doublesIn, flawsOf, lossesOf } from '../support/whole-log.ts';
import { enrol } from './network-device.ts';

/** The devices' pauses and patience, from a second to a minute, go by so many times as fast. */
const SPEED = 50;
/** What is left out of an answer. */
const CUTS: Fault[] = [
  'answer cut, of known length',
  'answer cut, in chunks',
  'answer cut, until close',
  'stalled',
  'answer lost',
  'captive portal',
];

let folder: string;
let server: ServerProcess;
let proxy: CuttingProxy;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-proxy-'));
  server = await spawnServer({ dataFolder: join(folder, 'data'), env: { CLIENT_DIR: fakeClient(folder) } });
  proxy = await startCuttingProxy(server.address, 20260420);
});
afterEach(async () => {
  await proxy.close();
  await server.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function openDevice(name: string, more: { fetch?: typeof fetch } = {}): Promise<NetworkedDevice> {
  const enrolled = await enrolAt(server.address, name);
  const log = await openDexieEventLog(enrolled.enrolment.deviceId);
  const device = await openNetworkedDevice(enrolled, {
    address: proxy.address,
    log,
    speed: SPEED,
    ...more,
  });
  onTestFinished(device.close);
  return device;
}

/** Each device at its own pace, until there is nothing to come any more. */
async function workThrough(
  devices: readonly NetworkedDevice[],
  sessions: readonly SessionId[],
  left: () => readonly Fault[],
): Promise<void> {
  const chance = random(20260421);
  const workOn = async (device: NetworkedDevice): Promise<void> => {
    const work = createSteadyWork({ chance, sessions, bookings: 12 });
    while (left().length > 0) {
      await device.submit(work.next());
      await setTimeout(chance.whole(5, 25));
    }
  };
  await Promise.all(devices.map(workOn));
}

describe('the promises hold over a network that does everything', () => {
  test('each commit that was saved is on the server once, and all devices have the same', async () => {
    const devices = await Promise.all(['Ada', 'Bob', 'Cyn'].map((name) => openDevice(name)));
    const chance = random(1);
    const sessions = [newIdBy(chance), newIdBy(chance)] as SessionId[];
    for (const id of sessions) await devices[0]?.submit(schedule(30, { id }));
    await vi.waitFor(() => expect(devices.map((device) => device.status().cursor)).toEqual([2, 2, 2]), 5_000);

    await workThrough(devices, sessions, deal(proxy, { chance, times: 10, share: 0.5 }));
    proxy.choose = () => undefined;
    const atRest = { state: 'idle', toSend: 0, toDecide: 0, quarantined: 0 };
    const dee = await enrol(server, 'Dee');
    const log = await vi.waitFor(async () => {
      const whole = await dee.log();
      const status = { ...atRest, cursor: whole.length };
      expect(devices.map((device) => device.status())).toMatchObject(devices.map(() => status));
      return whole;
    }, 20_000);

    const saved = (await Promise.all(devices.map((device) => device.saved()))).flat();
    console.table(Object.fromEntries(proxy.counts));
    console.log(`${saved.length} commits, ${log.length} events`);
    expect(flawsOf(log)).toEqual([]);
    expect(lossesOf(log, saved)).toEqual([]);
    expect(doublesIn(log)).toEqual([]);
    const boards = await Promise.all(
      devices.map((device) => device.look({ view: 'board', past: true, timeZone: 'UTC' })),
    );
    for (const [index, device] of devices.entries()) {
      expect(await device.recorded()).toEqual(log);
      expect(boards[index]?.rows).toEqual(boards[0]?.rows);
    }
  }, 60_000);

  test('R5: a first download gets through as well, whatever is cut of it', async () => {
    const filler = await enrol(server, 'Dee');
    const clerk = createClerk(filler.sender);
    await filler.push(clerk.commit(commands.schedule({ A: 5_000 })));
    for (let request = 0; request < 5; request++) {
      const bookings = Array.from({ length: 500 }, (_, index) =>
        commands.reserve(`${request} ${index}`, { A: 1 }),
      );
      await filler.push(...clerk.commits(...bookings));
    }
    const met = new Map<string, Fault[]>();
    proxy.choose = ({ method, path, isFeed }) => {
      const what = method === 'GET' && !isFeed && /(segments|events)\b/.exec(path)?.[0];
      if (!what) return undefined;
      const before = met.get(what) ?? [];
      const fault = CUTS[before.length];
      if (fault) met.set(what, [...before, fault]);
      return fault;
    };
    const device = await openDevice('Ada');
    await vi.waitFor(() => expect(device.status()).toMatchObject({ state: 'idle', cursor: 2_501 }), 20_000);
    expect([...met]).toEqual(
      expect.arrayContaining([
        ['events', CUTS],
        ['segments', CUTS],
      ]),
    );
    expect(await device.recorded()).toEqual(await filler.log());
  }, 40_000);

  test('negative control: of a client that names anew what it sends again, the same checks find the double', async () => {
    let send = fetch;
    const device = await openDevice('Ada', { fetch: (...request) => send(...request) });
    const id = newIdBy(random(1)) as SessionId;
    await device.submit(schedule(30, { id }));
    await vi.waitFor(() => expect(device.status()).toMatchObject({ cursor: 1, toSend: 0 }), 5_000);
    send = forgetful(fetch);
    const left = deal(proxy, { chance: random(1), times: 1, share: 1, faults: ['answer lost'] });
    await device.submit(reserve('ada', 2, { in: id }));
    const dee = await enrol(server, 'Dee');
    await vi.waitFor(async () => {
      const log = await dee.log();
      expect(left()).toEqual([]);
      expect(doublesIn(log)).toHaveLength(1);
      expect(lossesOf(log, await device.saved())).not.toEqual([]);
    }, 10_000);
  }, 30_000);
});
