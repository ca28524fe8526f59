import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BACKOFF_CAP, backoff } from '../../client/worker/sync/backoff.ts';
import { type LoopContext, runSyncLoop } from '../../client/worker/sync/sync-loop.ts';
import type { StatusNote } from '../../client/worker/sync/sync-status.ts';
import type { LiveListener } from '../../client/worker/sync/transport.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';
import type { Tab } from '../support/device.ts';
import { reserve, schedule } from '../support/drafts.ts';
import { sessionId } from '../support/ids.ts';
import { createWorld, type World } from '../support/world.ts';

describe('when to sync', () => {
  let world: World;
  let tab: Tab;
  let loop: Loop;

  beforeEach(async () => {
    world = await createWorld();
    tab = await (await world.enrol('Ada')).openTab();
  });
  afterEach(async () => {
    loop.stop();
    await world.close();
  });

  test('a command is sent at once, and the status says when', async () => {
    loop = await startLoop(tab);
    await tab.submit(schedule(2));
    await loop.ask();
    expect(await world.log()).toHaveLength(1);
    expect(loop.note().state).toBe('idle');
    expect(loop.note().lastSentAt).not.toBeNull();
  });

  test('R2: a hint of the live feed brings a round, and one that tells nothing new does not', async () => {
    loop = await startLoop(tab);
    const other = await (await world.enrol('Bob')).openTab();
    await other.submit(schedule(2));
    await other.sync();
    const { epoch, head } = await headOf(world);
    await loop.hint({ epoch, head });
    expect(tab.replica.state.cursor).toBe(1);
    const before = loop.requests();
    loop.hintInVain({ epoch, head });
    await new Promise((done) => setImmediate(done));
    expect(loop.requests()).toBe(before);
  });

  test('R2: a device that hears nothing asks by itself', async () => {
    loop = await startLoop(tab);
    const other = await (await world.enrol('Bob')).openTab();
    await other.submit(schedule(2));
    await other.sync();
    await loop.tick();
    expect(tab.replica.state.cursor).toBe(1);
  });

  test('C6: without a network it is calm, keeps the queue, and tries again in growing pauses', async () => {
    tab.device.online = false;
    await tab.submit(schedule(2));
    loop = await startLoop(tab);
    const pauses = [loop.pause()];
    for (let n = 0; n < 12; n++) {
      await loop.tick();
      pauses.push(loop.pause());
    }
    expect(loop.note()).toMatchObject({ state: 'offline', failure: { class: 'offline' } });
    expect(loop.states().filter((state) => state === 'syncing')).toHaveLength(1);
    expect(pauses[0]).toBeLessThan(1_001);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(BACKOFF_CAP);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(BACKOFF_CAP / 2);
    tab.device.online = true;
    await loop.ask();
    expect(await world.log()).toHaveLength(1);
    expect(loop.note().state).toBe('idle');
  });

  test('C6: an ended sign-in keeps the queue and asks the person; there is still a timer', async () => {
    await tab.submit(schedule(2));
    const fetch = tab.device.respond;
    tab.device.respond = async () => problemResponse(401);
    loop = await startLoop(tab);
    expect(loop.note().state).toBe('sign-in');
    expect(tab.replica.state.work.overlay.size).toBe(1);
    tab.device.respond = fetch;
    await loop.tick();
    expect(loop.note().state).toBe('idle');
    expect(await world.log()).toHaveLength(1);
  });

  test('C6: a 401 that is cut on the way, or is of a network on the way, asks nobody to sign in', async () => {
    await tab.submit(schedule(2));
    tab.device.respond = async () => new Response('{"type":"/problems/device-re', { status: 401 });
    loop = await startLoop(tab);
    expect(loop.note().state).toBe('failing');
  });

  test.each(['device-revoked', 'role-withdrawn'] as const)(
    'C6: %s: nothing is read any more, which the person is told; and it is tried again in case that ends',
    async (code) => {
      await tab.submit(schedule(2));
      const { respond } = tab.device;
      tab.device.respond = async (path, init) =>
        init.method === 'POST' ? respond(path, init) : Response.json(problem(code, 403), { status: 403 });
      loop = await startLoop(tab);
      expect(loop.note()).toMatchObject({ state: 'cut-off', failure: { class: 'cut-off', detail: code } });
      tab.device.respond = respond;
      await loop.tick();
      expect(loop.note().state).toBe('idle');
    },
  );

  test('a server that fails is said to fail, and asked again not before it wants to be', async () => {
    tab.device.respond = async () => problemResponse(503, { 'retry-after': '120' });
    loop = await startLoop(tab);
    expect(loop.note()).toMatchObject({ state: 'failing', failure: { class: 'later' } });
    expect(loop.pause()).toBeGreaterThanOrEqual(120_000);
  });

  test('C6: what others record does not cut short the pause after a failure', async () => {
    const { respond } = tab.device;
    tab.device.respond = async () => problemResponse(503);
    loop = await startLoop(tab);
    const other = await (await world.enrol('Bob')).openTab();
    await other.submit(schedule(2));
    await other.sync();
    loop.hintInVain(await headOf(world));
    expect(loop.isWaiting()).toBe(true);
    tab.device.respond = respond;
    await loop.tick();
    expect(tab.replica.state.cursor).toBe(1);
  });

  test.each([
    ['after a failure of the network asks at once', {}, false],
    ['waits where the server said when to come back', { 'retry-after': '120' }, true],
  ])('C6: a feed that opens %s', async (_, headers, waits) => {
    tab.device.respond = async () => problemResponse(503, headers);
    loop = await startLoop(tab);
    expect(loop.isWaiting()).toBe(true);
    loop.openFeed();
    expect(loop.isWaiting()).toBe(waits);
  });

  test('R2: what is recorded while the round that ends a failure is under way is fetched right after it', async () => {
    const { respond } = tab.device;
    tab.device.respond = async () => problemResponse(503);
    loop = await startLoop(tab);
    const other = await (await world.enrol('Bob')).openTab();
    await other.submit(schedule(2));
    let isLate = true;
    tab.device.respond = async (path, init) => {
      const answer = await respond(path, init);
      if (isLate && path.includes('/events')) {
        isLate = false;
        await other.sync();
        loop?.hintInVain(await headOf(world));
      }
      return answer;
    };
    await loop.tick();
    await vi.waitFor(() => expect(tab.replica.state.cursor).toBe(1), { interval: 1 });
  });

  test('P6: what the server derives otherwise is replayed, rebased and sent again with a pause', async () => {
    await tab.submit(schedule(2));
    await tab.sync();
    await tab.submit(reserve('ada', 1));
    const fetch = tab.device.respond;
    let refused = 0;
    tab.device.respond = async (path, init) => {
      if (!path.endsWith('/commits') || refused > 2) return fetch(path, init);
      refused += 1;
      return unsupported(path, init, fetch);
    };
    loop = await startLoop(tab);
    expect(tab.replica.state.work.overlay.size).toBe(1);
    for (let n = 0; n < 4; n++) await loop.tick();
    expect(refused).toBe(3);
    expect(tab.replica.state.work.overlay.size).toBe(0);
    expect(await world.log()).toHaveLength(2);
  });

  test('a commit that goes on waiting for the same reason is sent again and again, and journalled once', async () => {
    await tab.submit(schedule(2));
    const { respond } = tab.device;
    let sent = 0;
    tab.device.respond = (path, init) => {
      if (!path.endsWith('/commits')) return respond(path, init);
      sent += 1;
      return unsupported(path, init, respond);
    };
    loop = await startLoop(tab);
    const { journal } = tab.replica.state;
    for (let n = 0; n < 4; n++) await loop.tick();
    expect(sent).toBeGreaterThanOrEqual(5);
    expect(tab.replica.state.journal).toBe(journal);
  });

  test('P4, C6: what the server does not take because of its size waits, everything else goes out, and the person is told', async () => {
    const { respond } = tab.device;
    const large = sessionId('large');
    tab.device.respond = async (path, init) =>
      path.endsWith('/commits') && String(init.body).includes(large)
        ? Response.json(problem('too-large', 413), { status: 413 })
        : respond(path, init);
    await tab.submit(schedule(2, { id: large }));
    await tab.submit(schedule(2));
    loop = await startLoop(tab);
    expect(await world.log()).toHaveLength(1);
    expect(loop.note()).toMatchObject({ state: 'failing', failure: { class: 'too-large' } });
    expect(tab.replica.state.work.overlay.size).toBe(1);
    tab.device.respond = respond;
    await loop.tick();
    expect(loop.note().state).toBe('idle');
    expect(await world.log()).toHaveLength(2);
  });

  test('W4, C6: to whom this workspace is not there, the queue is kept, and they are asked to sign in otherwise', async () => {
    const { respond } = tab.device;
    tab.device.respond = async () => Response.json(problem('not-found', 404), { status: 404 });
    await tab.submit(schedule(2));
    loop = await startLoop(tab);
    expect(loop.note()).toMatchObject({
      ...{ state: 'sign-in', failure: { class: 'sign-in', detail: 'not-found' } },
    });
    expect(tab.replica.state.work.overlay.size).toBe(1);
    tab.device.respond = respond;
    await loop.ask();
    expect(loop.note().state).toBe('idle');
    expect(await world.log()).toHaveLength(1);
  });

  test('what fails while tidying up is told, and the next round comes all the same', async () => {
    loop = await startLoop(tab, { tidy: () => Promise.reject(new Error('no room')) });
    await vi.waitFor(() => expect(loop.note().failure).toMatchObject({ class: 'storage' }));
    await tab.submit(schedule(2));
    await loop.ask();
    expect(await world.log()).toHaveLength(1);
  });

  test('P6: it replays also when the network had failed before', async () => {
    await tab.submit(schedule(2));
    tab.device.online = false;
    loop = await startLoop(tab);
    tab.device.online = true;
    const { respond } = tab.device;
    tab.device.respond = (path, init) =>
      path.endsWith('/commits') ? unsupported(path, init, respond) : respond(path, init);
    const wrong = tab.replica.state;
    await loop.tick();
    await vi.waitFor(() => expect(tab.replica.state).not.toBe(wrong));
    expect(loop.note()).toMatchObject({ state: 'failing' });
  });

  test('L4: a lead that is fenced says so, and does not go on by itself', async () => {
    const onFenced = vi.fn();
    loop = await startLoop(tab, { onFenced });
    const second = await tab.device.openTab();
    await second.syncContext();
    await tab.submit(schedule(2));
    loop.askInVain();
    await vi.waitFor(() => expect(onFenced).toHaveBeenCalledOnce());
  });

  test('pauses double up to a cap, and chance spreads them over their upper half', () => {
    expect([1, 2, 3, 20].map((failures) => backoff(failures, 1))).toEqual([1_000, 2_000, 4_000, BACKOFF_CAP]);
    expect(backoff(1, 0)).toBe(500);
  });
});

type Loop = {
  /** Until the round that this brings about has ended. */
  ask(): Promise<void>;
  hint(hint: LiveHint): Promise<void>;
  /** The timer fires. */
  tick(): Promise<void>;
  /** What brings about no round. */
  hintInVain(hint: LiveHint): void;
  openFeed(): void;
  askInVain(): void;
  /** Between two rounds, for the timer. */
  isWaiting(): boolean;
  pause(): number;
  requests(): number;
  note(): StatusNote;
  /** All that it said about itself. */
  states(): StatusNote['state'][];
  stop(): void;
};

/** The loop of a tab, with a timer that the test fires. */
async function startLoop(tab: Tab, more: Partial<LoopContext> = {}): Promise<Loop> {
  const lost = new AbortController();
  let timer: { milliseconds: number; run: () => void } | undefined;
  let note = {} as StatusNote;
  let requests = 0;
  let listener: LiveListener | undefined;
  let ended = 0;
  const states: StatusNote['state'][] = [];
  const context = await tab.syncContext();
  tab.device.onRequest = () => {
    requests += 1;
  };
  const listen = (to: LiveListener): { stop(): void } => {
    listener = to;
    return { stop: () => undefined };
  };
  const loop = runSyncLoop(
    {
      ...context,
      transport: { ...context.transport, live: listen },
      random: () => 0.5,
      schedule(milliseconds, run) {
        timer = { milliseconds, run };
        return () => {
          timer = undefined;
        };
      },
      report(change) {
        note = { ...note, ...change };
        if (change.state) states.push(change.state);
        if (change.state && change.state !== 'syncing') ended += 1;
      },
      tidy: async () => undefined,
      onFenced: () => undefined,
      ...more,
    },
    lost.signal,
  );
  const round = async (begin: () => void): Promise<void> => {
    const before = ended;
    begin();
    await vi.waitFor(() => expect(ended).toBeGreaterThan(before), { interval: 1 });
  };
  await round(() => undefined);
  return {
    ask: () => round(loop.ask),
    hint: (hint) => round(() => listener?.onHint(hint)),
    askInVain: loop.ask,
    hintInVain: (hint) => listener?.onHint(hint),
    openFeed: () => listener?.onOpen(),
    tick: () =>
      round(() => {
        if (!timer) throw new Error('nothing would ever happen again');
        timer.run();
      }),
    isWaiting: () => timer !== undefined,
    pause: () => timer?.milliseconds ?? Number.NaN,
    requests: () => requests,
    note: () => note,
    states: () => states,
    stop: () => lost.abort(),
  };
}

async function headOf(world: World): Promise<LiveHint> {
  const [workspace] = await world.eventLog.workspaces();
  if (!workspace) throw new Error('no workspace');
  return { epoch: workspace.epoch, head: workspace.head };
}

function problemResponse(status: number, headers: Record<string, string> = {}): Response {
  const body = problem(status === 401 ? 'sign-in' : 'unavailable', status);
  return Response.json(body, { status, headers });
}

async function unsupported(
  path: string,
  init: RequestInit,
  fetch: (path: string, init: RequestInit) => Promise<Response>,
): Promise<Response> {
  const { commits } = JSON.parse(String(init.body)) as { commits: { id: string }[] };
  const empty = await fetch(path, {
    ...init,
    body: JSON.stringify({ ...JSON.parse(String(init.body)), commits: [] }),
  });
  const receipts = commits.map(({ id }) => ({
    commitId: id,
    outcome: 'unsupported',
    problem: problem('derived-differ', 422),
  }));
  return Response.json({ ...((await empty.json()) as object), receipts });
}
