import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { random } from '../support/random.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { enrol, type NetworkDevice } from './network-device.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
const running = new Set<ServerProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-process-'));
  env = { CLIENT_DIR: fakeClient(folder) };
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true });
});

async function startProcess(program?: string): Promise<ServerProcess> {
  const server = await spawnServer({ dataFolder: folder, env, ...(program && { program }) });
  running.add(server);
  return server;
}
async function end(server: ServerProcess, signal: NodeJS.Signals): Promise<unknown> {
  running.delete(server);
  return server.end(signal);
}

type Acknowledged = { readonly commits: Commit[]; readonly receipts: ReceiptOf<'accepted'>[] };

/** Pushes commits of several events, one request after the other, until the connection breaks. */
async function pushUntilDeath(
  device: NetworkDevice,
  round: string,
  acknowledged: Acknowledged[],
): Promise<void> {
  const clerk = createClerk(device.sender, Number(round.replace(/\D/g, '')) + 100);
  let commits = [clerk.commit(schedule({ A: 5000 }), `${round} session`)];
  for (let count = 0; ; count++) {
    try {
      acknowledged.push({ commits, receipts: await device.push(...commits) });
    } catch {
      return;
    }
    const booking = (who: string): Commit =>
      clerk.commit(reserve(`${round} ${count} ${who}`, { A: 2 }, { guest: GUEST }), `${round} session`);
    commits = [booking('one'), booking('two')];
  }
}

/** What was acknowledged and is not in the log as it was acknowledged. */
function missing(acknowledged: readonly Acknowledged[], log: readonly RecordedEvent[]): string[] {
  return acknowledged.flatMap(({ commits, receipts }) =>
    commits.flatMap((commit, index) => {
      const { firstPosition = 0, lastPosition = 0 } = receipts[index] ?? {};
      const ids = commit.writes.flatMap(({ facts }) => facts.map(({ id }) => id));
      const there = log.slice(firstPosition - 1, lastPosition).map(({ id }) => id);
      return JSON.stringify(there) === JSON.stringify(ids) ? [] : [commit.id];
    }),
  );
}

function isWhole(log: readonly RecordedEvent[]): boolean {
  const dense = log.every(({ position }, index) => position === index + 1);
  const sizes = new Map<string, number>();
  for (const { commitId } of log) sizes.set(commitId, (sizes.get(commitId) ?? 0) + 1);
  const booked = log.filter(({ type }) => type === 'SeatsReserved');
  return dense && booked.every(({ commitId }) => sizes.get(commitId) === 2);
}

describe('P2: kill -9 during commits', () => {
  test('what was acknowledged is there, whole, and a repeat gets the same receipt', async () => {
    const chance = random(20260420);
    let server = await startProcess();
    const devices = await Promise.all(['Ada', 'Bob', 'Cyn'].map((name) => enrol(server, name)));
    const all: Acknowledged[] = [];
    for (let round = 0; round < 5; round++) {
      const acknowledged: Acknowledged[] = [];
      const pushing = devices.map((device, index) =>
        pushUntilDeath(device, `${round}${index}`, acknowledged),
      );
      await vi.waitFor(() => expect(acknowledged).not.toEqual([]), { timeout: 10_000, interval: 5 });
      await setTimeout(chance.whole(0, 220));
      await end(server, 'SIGKILL');
      await Promise.all(pushing);
      all.push(...acknowledged);

      server = await startProcess();
      for (const device of devices) device.moveTo(server);
      const [ada] = devices as [NetworkDevice];
      const log = await ada.log();
      expect(missing(all, log)).toEqual([]);
      expect(isWhole(log)).toBe(true);
      const last = all.at(-1);
      if (last) expect(await ada.push(...last.commits)).toEqual(last.receipts);
    }
  }, 60_000);

  test('negative control: of a server that answers before it commits, the same test finds the loss', async () => {
    const hasty = await startProcess('test/server/hasty-server.ts');
    const device = await enrol(hasty, 'Ada');
    const acknowledged: Acknowledged[] = [];
    const pushing = pushUntilDeath(device, '90', acknowledged);
    await vi.waitFor(() => expect(acknowledged).not.toEqual([]), { timeout: 10_000, interval: 5 });
    await end(hasty, 'SIGKILL');
    await pushing;
    const server = await startProcess();
    device.moveTo(server);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(missing(acknowledged, await device.log())).not.toEqual([]);
  }, 30_000);
});

test('SIGTERM: what is under way is answered, feeds end, and the process with them', async () => {
  const server = await startProcess();
  const device = await enrol(server, 'Ada');
  const feed = await device.live(new AbortController().signal);
  const clerk = createClerk(device.sender);
  const commits = [clerk.commit(schedule({ A: 900 }))];
  while (commits.length < 300) commits.push(clerk.commit(reserve(`${commits.length}`, { A: 1 })));
  const pushed = device.push(...commits);
  await setTimeout(20);
  const began = Date.now();
  expect(await end(server, 'SIGTERM')).toBe(0);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect((await pushed).every(({ outcome }) => outcome === 'accepted')).toBe(true);
  expect(await feed.text()).toContain('data: {');
  const again = await startProcess();
  device.moveTo(again);
  expect(await device.log()).toHaveLength(300);
}, 30_000);

describe('starting', () => {
  const refused = (more: NodeJS.ProcessEnv, ...args: string[]): Promise<string> =>
    spawnServer({ dataFolder: folder, env: { ...env, ...more }, args }).then(
      async (server) => `listens: ${await server.end('SIGKILL')}`,
      (error: Error) => error.message,
    );

  test.each<[string, NodeJS.ProcessEnv, string[], RegExp]>([
    ['a port that is none', { PORT: 'http' }, [], /^ended with 1: Daybook: PORT must be .*"http"\n$/],
    ['a workspace that is none', { WORKSPACE: 'A b' }, [], /Daybook: WORKSPACE must be .*\n$/],
    ['an option that there is not', {}, ['--now'], /Daybook: there is no option --now.*\n$/],
    ['a restore of nothing', {}, ['--restored'], /Daybook: there is no .*daybook\.sqlite that could .*\n$/],
    ['a restored demo', {}, ['--demo', '--restored'], /Daybook: --demo has nothing that .*\n$/],
    [
      'a demo for everybody',
      { HOST: '0.0.0.0' },
      ['--demo'],
      /Daybook: --demo is for this machine alone.*\n$/,
    ],
    ['a demo in production', { NODE_ENV: 'production' }, ['--demo'], /Daybook: --demo is not for .*\n$/],
  ])('%s is said in one line', async (_, more, args, expected) => {
    expect(await refused(more, ...args)).toMatch(expected);
  });

  test('a port in use is said in one line', async () => {
    const { address } = await startProcess();
    const port = new URL(address).port;
    expect(await refused({ PORT: port })).toBe(
      `ended with 1: Daybook: port ${port} is in use; give another one, such as PORT=${Number(port) + 1}\n`,
    );
  });

  test('the demo is full of sessions, and leaves nothing behind', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const server = await spawnServer({ env: { ...env, TMPDIR: temporary }, args: ['--demo'] });
    running.add(server);
    const invitation = await (await fetch(`${server.address}/api/workspaces`)).json();
    expect(invitation.enrol.workspaces).toEqual([{ id: 'demo', name: 'Demo' }]);
    const log = await (await enrol(server, 'Ada', 'demo')).log();
    const types = log.map(({ type }) => type);
    expect(types.filter((type) => type === 'SessionScheduled').length).toBeGreaterThanOrEqual(40);
    expect(types.filter((type) => type === 'GuestDescribed').length).toBeGreaterThan(200);
    expect(types).toEqual(expect.arrayContaining(['ReservationWaitlisted', 'ReservationPromoted']));
    expect(await (await fetch(`${server.address}/`)).text()).toContain('<title>Daybook</title>');
    expect(await end(server, 'SIGTERM')).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  }, 20_000);
});
