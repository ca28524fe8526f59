import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LogUnavailable } from '../../server/log/event-log.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { EpochChanged, LIMITS, type PullReply, SegmentList } from '../../shared/sync/protocol.ts';
import { addSeats, cancel, GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { instant, sessionId } from '../support/ids.ts';
import { startServer, type TestDevice, type TestServer, WORKSPACE } from '../support/server.ts';

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  ada = await server.enrol('Ada');
  clerk = createClerk(ada.sender);
});
afterEach(() => server.close());

const positions = ({ events }: PullReply): number[] => events.map(({ position }) => position);
const newEpoch = async (): Promise<Epoch> => {
  const epoch = sessionId('a restored server') as string as Epoch;
  await server.eventLog.startEpoch(WORKSPACE, epoch, instant());
  return epoch;
};

/** Commits of 1 to 3 events, until the log has at least so many. */
async function fill(events: number): Promise<void> {
  if (clerk.book.sessions.size === 0) await ada.push(clerk.commit(schedule({ A: 5000 })));
  for (let { head } = await ada.pull(0, 1); head < events; ) {
    const commits = Array.from({ length: 100 }, (_, index) => {
      const who = `${head} and ${index}`;
      return index % 3 === 0
        ? clerk.commit(addSeats('A', 1))
        : clerk.commit(reserve(who, { A: 1 }, index % 3 === 1 ? { guest: GUEST } : {}));
    });
    await ada.push(...commits);
    head = (await ada.pull(0, 1)).head;
  }
}

test('however many devices pull at once, few pages are put together at a time, and all are answered', async () => {
  let atOnce = 0;
  let most = 0;
  const crowded = await startServer({
    around: (log) => ({
      ...log,
      async events(workspace, range) {
        most = Math.max(most, ++atOnce);
        await new Promise((done) => setImmediate(done));
        atOnce -= 1;
        return log.events(workspace, range);
      },
    }),
  });
  onTestFinished(() => crowded.close());
  const device = await crowded.enrol('Ada');
  await device.push(...createClerk(device.sender).commits(schedule({ A: 2 }), reserve('Bob', { A: 2 })));
  const pages = await Promise.all(Array.from({ length: 100 }, () => device.pull()));
  expect(pages.map(positions)).toEqual(pages.map(() => [1, 2]));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

describe('R1: pulling', () => {
  beforeEach(() =>
    ada.push(
      ...clerk.commits(
        schedule({ A: 2 }),
        reserve('Ada', { A: 2 }, { guest: GUEST }),
        reserve('Bob', { A: 2 }),
        cancel('Ada'),
      ),
    ),
  );

  test('gives the log in order, without holes, from any position', async () => {
    expect(positions(await ada.pull())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(positions(await ada.pull(3))).toEqual([4, 5, 6]);
    expect(positions(await ada.pull(6))).toEqual([]);
    expect(positions(await ada.pull(99))).toEqual([]);
  });

  test('a page never splits a commit', async () => {
    expect(positions(await ada.pull(0, 1))).toEqual([1]);
    expect(positions(await ada.pull(1, 1))).toEqual([2, 3]);
    expect(positions(await ada.pull(0, 5))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('the answer is kept by nobody, and compressed for who asks', async () => {
    const response = await ada.get(`/events?epoch=${ada.epoch}&after=0`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    for (let count = 0; count < 20; count++) await ada.push(clerk.commit(addSeats('A', 1)));
    const zipped = await server.request(`/api/workspaces/main/events?epoch=${ada.epoch}&after=0`, {
      headers: { cookie: ada.cookie, 'accept-encoding': 'gzip' },
    });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const unzipped = zipped.body?.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unzipped).json()).toEqual(await ada.pull());
  });

  test.each(['', '?epoch=x', '?epoch=EPOCH&after=-1', '?epoch=EPOCH&limit=0', '?epoch=EPOCH&after=1e3'])(
    'a query that has no sense is said to be so: "%s"',
    async (query) => {
      const response = await ada.get(`/events${query.replace('EPOCH', ada.epoch)}`);
      expect(response.status).toBe(422);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});

describe('R3: another epoch', () => {
  test('every request that names the old one gets the chain, and nothing is processed', async () => {
    const kept = clerk.commit(schedule({ A: 2 }));
    await ada.push(kept);
    const epoch = await newEpoch();
    const changed = {
      epoch,
      head: 1,
      epochs: [
        { epoch: ada.epoch, after: 0 },
        { epoch, after: 1 },
      ],
    };
    const answers = [
      await ada.get(`/events?epoch=${ada.epoch}&after=0`),
      await ada.get(`/segments?epoch=${ada.epoch}`),
      await ada.tryPush([clerk.commit(addSeats('A', 1))]),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(409);
      const body = await answer.json();
      expect(body.type).toBe('/problems/epoch-changed');
      expect(v.parse(EpochChanged, body)).toEqual(changed);
    }
    expect((await server.eventLog.workspace(WORKSPACE))?.head).toBe(1);

    const again = await ada.tryPush([kept], { epoch });
    expect(await again.json()).toMatchObject({
      epoch,
      receipts: [{ outcome: 'accepted', firstPosition: 1 }],
    });
  });
});

describe('R5: segments', () => {
  const list = async (): Promise<SegmentList> =>
    v.parse(SegmentList, await (await ada.get(`/segments?epoch=${ada.epoch}`)).json());
  const body = async ({ first, hash }: SegmentList['segments'][number]): Promise<string> =>
    (await ada.get(`/segments/${first}/${hash}`)).text();

  test('and the tail are the whole log, without gaps, each ending with a commit', async () => {
    await fill(900);
    const { segments, head } = await list();
    expect(segments.length).toBeGreaterThan(2);
    const events: RecordedEvent[] = [];
    for (const segment of segments) {
      expect(segment.first).toBe(events.length + 1);
      expect(segment.last - segment.first + 1).toBeLessThanOrEqual(LIMITS.eventsPerSegment);
      events.push(...v.parse(v.array(RecordedEvent), JSON.parse(await body(segment))));
      expect(events.at(-1)?.position).toBe(segment.last);
      const [next] = (await ada.pull(segment.last, 1)).events;
      expect(next?.commitId).not.toBe(events.at(-1)?.commitId);
    }
    const tail = await ada.pull(events.length);
    expect(tail.head).toBe(head);
    const pulled: RecordedEvent[] = [];
    while (pulled.length < head) pulled.push(...(await ada.pull(pulled.length, 300)).events);
    expect([...events, ...tail.events]).toEqual(pulled);
  });

  test('have one event a line, and their hash for a name', async () => {
    await fill(300);
    const [segment] = (await list()).segments;
    if (!segment) throw new Error('no segment');
    const text = await body(segment);
    expect(createHash('sha256').update(text).digest('hex')).toBe(segment.hash);
    const lines = text.split('\n');
    expect([lines[0], lines.at(-1)]).toEqual(['[', ']']);
    const events = lines.slice(1, -1).map((line) => JSON.parse(line.replace(/,$/, '')));
    expect(events.map(({ position }) => position)).toEqual(
      Array.from({ length: segment.last }, (_, index) => index + 1),
    );
  });

  test('never change, whatever comes after them, and are kept by the device alone', async () => {
    await fill(300);
    const [before] = (await list()).segments;
    if (!before) throw new Error('no segment');
    const text = await body(before);
    await fill(700);
    await server.restart();
    const after = await list();
    expect(after.segments[0]).toEqual(before);
    expect(await body(before)).toBe(text);
    const response = await ada.get(`/segments/1/${before.hash}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await ada.get(`/segments/1/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await ada.get(`/segments/one/${before.hash}`)).status).toBe(404);
  });

  test('are listed as far as they are packed, whatever keeps the server from packing', async () => {
    let full = false;
    await server.close();
    server = await startServer({
      around: (eventLog) => ({
        ...eventLog,
        addSegment: (...args) =>
          full ? Promise.reject(new LogUnavailable(new Error('disk full'))) : eventLog.addSegment(...args),
      }),
    });
    ada = await server.enrol('Ada');
    clerk = createClerk(ada.sender);
    await fill(300);
    const before = await list();
    expect(before.segments).toHaveLength(1);
    full = true;
    await fill(900);
    const response = await ada.get(`/segments?epoch=${ada.epoch}`);
    expect(response.status).toBe(200);
    const listed = v.parse(SegmentList, await response.json());
    expect(listed.segments).toEqual(before.segments);
    expect(listed.head).toBeGreaterThanOrEqual(900);
    expect(server.logged).toContainEqual(expect.objectContaining({ event: 'packing-failed' }));
    full = false;
    expect((await list()).segments.length, 'with room again it packs').toBeGreaterThan(2);
  });

  test('are cut the same whether packed bit by bit or all at once', async () => {
    await fill(700);
    const bitByBit = (await list()).segments;
    await server.database.write(({ prepare }) => prepare('DELETE FROM segments').run());
    await server.restart();
    expect((await list()).segments).toEqual(bitByBit);
  });
});
