import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import { addSeats, cancel, confirm, GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, type Clerk, createClerk, rebased } from '../support/commits.ts';
import { actorId, eventId, reservationId, sessionId } from '../support/ids.ts';
import { gist, startServer, type TestDevice, type TestServer } from '../support/server.ts';

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  ada = await server.enrol('Ada');
  clerk = createClerk(ada.sender);
});
afterEach(() => server.close());

/** Another device, with what the log holds by now. */
async function colleague(name = 'Bob'): Promise<{ device: TestDevice; clerk: Clerk }> {
  const device = await server.enrol(name);
  const own = createClerk(device.sender);
  own.learn((await device.pull()).events);
  return { device, clerk: own };
}

const stream = `session:${sessionId()}`;

describe('P2: a push', () => {
  test('records commits in order, each whole: facts, then derived events', async () => {
    const commits = clerk.commits(
      schedule({ A: 4 }),
      reserve('Ada', { A: 4 }, { guest: GUEST }),
      reserve('Bob', { A: 2 }),
      cancel('Ada'),
    );
    const receipts = await ada.push(...commits);
    expect(receipts.map(gist)).toEqual(Array(4).fill('accepted'));
    expect(receipts.map((one) => (one as ReceiptOf<'accepted'>).firstPosition)).toEqual([1, 2, 4, 5]);
    const { events, head } = await ada.pull();
    expect(head).toBe(6);
    expect(events.map(({ type }) => type)).toEqual([
      'SessionScheduled',
      'SeatsReserved',
      'GuestDescribed',
      'ReservationWaitlisted',
      'ReservationCancelled',
      'ReservationPromoted',
    ]);
    expect(events.every((event) => event.submittedBy.deviceId === ada.deviceId)).toBe(true);
  });

  test('leaves the command without who the guest is, which stands in GuestDescribed alone (D1)', async () => {
    await ada.push(...clerk.commits(schedule({ A: 4 }), reserve('Ada', { A: 1 }, { guest: GUEST })));
    const commands = server.database.read(({ prepare }) => prepare('SELECT command FROM commits').all());
    expect(JSON.stringify(commands)).toContain('ReserveSeats');
    expect(JSON.stringify(commands)).not.toContain(GUEST.name);
  });
});

describe('P3: a commit once accepted gets its original receipt for ever', () => {
  test('a lost answer never becomes a conflict with oneself', async () => {
    const commits = clerk.commits(schedule({ A: 4 }), reserve('Ada', { A: 2 }), confirm('Ada'));
    const first = await ada.push(...commits);
    server.clock.now += 60_000;
    expect(await ada.push(...commits)).toEqual(first);
    expect((await ada.pull()).head).toBe(3);
  });

  test('within one request', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    const [one, two] = await ada.push(scheduled, scheduled);
    expect(one).toEqual(two);
    expect(gist(one)).toBe('accepted');
  });

  test('between requests at the same time', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    const answers = await Promise.all(Array.from({ length: 20 }, () => ada.push(scheduled)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await ada.pull()).head).toBe(1);
  });

  test('whoever sends it, whatever versions and derived events it carries, also after a restart', async () => {
    const commits = clerk.commits(schedule({ A: 4 }), reserve('Ada', { A: 2 }));
    const [, original] = await ada.push(...commits);
    await server.restart();
    const other = altered(commits[1] as Commit, (copy) => {
      Object.assign(copy.writes[0], { expectedVersion: 40, expectedEventId: eventId('x') });
      copy.writes[0].derived = [copy.writes[0].facts[0]];
    });
    const { device } = await colleague();
    expect(await device.push(other)).toEqual([original]);
  });

  test('and other facts under its id are rejected and logged', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    await ada.push(scheduled);
    const forged = altered(scheduled, (copy) => {
      copy.writes[0].facts[0].data.title = 'Something else';
    });
    expect((await ada.push(forged)).map(gist)).toEqual(['rejected: facts-differ']);
    expect(server.logged).toContainEqual(
      expect.objectContaining({ event: 'commit-rejected', problem: '/problems/facts-differ' }),
    );
  });

  test('an event id of another commit is rejected and logged', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 4 })) as [Commit];
    await ada.push(scheduled);
    const again = altered(clerk.commit(addSeats('A', 1)), (copy) => {
      copy.writes[0].facts[0].id = scheduled.writes[0]?.facts[0]?.id;
    });
    expect((await ada.push(again)).map(gist)).toEqual(['rejected: event-id-taken']);
    expect(server.logged.at(-1)).toMatchObject({ problem: '/problems/event-id-taken' });
  });
});

describe('P5: a conflict', () => {
  test('shows what the device missed, and is made good by a rebase', async () => {
    await ada.push(clerk.commit(schedule({ A: 2 })));
    const bob = await colleague();
    const [taken] = await ada.push(clerk.commit(reserve('Ada', { A: 2 })));
    const late = bob.clerk.commit(reserve('Bob', { A: 2 }));
    const [receipt] = await bob.device.push(late);
    expect(receipt).toMatchObject({
      outcome: 'conflict',
      conflicts: [
        {
          streamId: stream,
          expectedVersion: 1,
          actualVersion: 2,
          truncated: false,
          events: [{ type: 'SeatsReserved', position: (taken as ReceiptOf<'accepted'>).firstPosition }],
        },
      ],
    });

    const fresh = createClerk(bob.device.sender, 2);
    fresh.learn((await bob.device.pull()).events);
    expect((await bob.device.push(rebased(late, fresh.book))).map(gist)).toEqual(['accepted']);
    const { events } = await bob.device.pull();
    const [fact, compensation] = events.slice(-2);
    expect(compensation).toMatchObject({ type: 'ReservationWaitlisted', meta: { compensates: [fact?.id] } });
    expect(JSON.stringify(fact)).toContain(JSON.stringify(late.writes[0]?.facts[0]?.id));
  });

  test('shows at most 50 events, and says so', async () => {
    const scheduled = clerk.commit(schedule({ A: 2 }));
    await ada.push(scheduled);
    const bob = await colleague();
    const late = bob.clerk.commit(reserve('Bob', { A: 2 }));
    await ada.push(...Array.from({ length: 51 }, () => clerk.commit(addSeats('A', 1))));
    const [receipt] = (await bob.device.push(late)) as ReceiptOf<'conflict'>[];
    const versions = receipt?.conflicts[0]?.events.map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
    expect(receipt?.conflicts[0]?.truncated).toBe(true);
  });

  test('P1: the right number on somebody else’s event is one', async () => {
    await ada.push(clerk.commit(schedule({ A: 9 })));
    const bob = await colleague();
    await ada.push(clerk.commit(addSeats('A', 1)));
    bob.clerk.commit(addSeats('A', 2));
    const [receipt] = (await bob.device.push(
      bob.clerk.commit(reserve('Bob', { A: 2 })),
    )) as ReceiptOf<'conflict'>[];
    expect(receipt?.conflicts).toMatchObject([{ expectedVersion: 2, actualVersion: 2, events: [] }]);
  });
});

describe('P4: outcomes are per commit', () => {
  test('what stops one stream holds up that stream alone', async () => {
    await ada.push(clerk.commit(schedule({ A: 9 })), clerk.commit(schedule({ A: 9 }), 'tour'));
    const bob = await colleague();
    await ada.push(clerk.commit(addSeats('A', 1)));
    const commits = [
      bob.clerk.commit(reserve('One', { A: 1 })),
      bob.clerk.commit(reserve('Two', { A: 1 }), 'tour'),
      bob.clerk.commit(reserve('Three', { A: 1 })),
      bob.clerk.commit(confirm('Two'), 'tour'),
    ];
    const receipts = await bob.device.push(...commits);
    expect(receipts.map(gist)).toEqual(['conflict', 'accepted', 'deferred', 'accepted']);
    expect(receipts[2]).toMatchObject({ behind: commits[0]?.id });
  });

  test.each([
    [
      'rejected',
      (copy: { meta: object; data: { seats: number } }) => Object.assign(copy.data, { seats: -1 }),
    ],
    ['unsupported', (copy: object) => Object.assign(copy, { type: 'SeatsBlessed' })],
  ])('%s stops it too', async (outcome, alter) => {
    await ada.push(clerk.commit(schedule({ A: 9 })));
    const spoilt = altered(clerk.commit(addSeats('A', 1)), (copy) => alter(copy.writes[0].facts[0]));
    const next = clerk.commit(addSeats('A', 2));
    const receipts = await ada.push(spoilt, next);
    expect(receipts.map((one) => one.outcome)).toEqual([outcome, 'deferred']);
    expect(receipts[1]).toMatchObject({ behind: spoilt.id });
  });

  test('an expected version that does not exist yet is deferred, behind nobody known', async () => {
    const [scheduled, reserved] = clerk.commits(schedule({ A: 9 }), reserve('Ada', { A: 1 })) as [
      Commit,
      Commit,
    ];
    expect(await ada.push(reserved)).toEqual([{ commitId: reserved.id, outcome: 'deferred', behind: null }]);
    expect((await ada.push(scheduled, reserved)).map(gist)).toEqual(['accepted', 'accepted']);
  });

  test('a rejection for who sent it does not stop the stream', async () => {
    await ada.push(clerk.commit(schedule({ A: 9 })));
    const bob = await colleague();
    const forged = altered(bob.clerk.commit(addSeats('A', 5)), (copy) => {
      copy.writes[0].facts[0].meta.actorId = actorId('eve');
    });
    const honest = createClerk(bob.device.sender, 2);
    honest.learn((await bob.device.pull()).events);
    const receipts = await bob.device.push(forged, honest.commit(addSeats('A', 1)));
    expect(receipts.map(gist)).toEqual(['rejected: actor', 'accepted']);
  });

  test('the order of deviceSequence is no reason to refuse', async () => {
    const [scheduled, added] = clerk.commits(schedule({ A: 9 }), addSeats('A', 1)) as [Commit, Commit];
    const receipts = await ada.push({ ...scheduled, deviceSequence: 9 }, { ...added, deviceSequence: 3 });
    expect(receipts.map(gist)).toEqual(['accepted', 'accepted']);
  });

  test('a bug that one push brings to light fails none of those that share its transaction', async () => {
    await ada.push(clerk.commit(schedule({ A: 9 })), clerk.commit(schedule({ A: 9 }), 'tour'));
    const poison = altered(clerk.commit(addSeats('A', 1)), (copy) => {
      Object.defineProperty(copy, 'writes', {
        get() {
          throw new Error('a bug');
        },
      });
    });
    const { commits } = server.daybook;
    const { epoch, sender } = ada;
    const workspaceId = (await server.eventLog.workspaces())[0]?.id;
    if (!workspaceId) throw new Error('no workspace');
    const other = clerk.commit(reserve('Two', { A: 1 }), 'tour');
    const push = (one: Commit) => commits.push({ workspaceId, epoch, sender, commits: [one] });
    const [poisoned, fine] = await Promise.allSettled([push(poison), push(other)]);
    expect(poisoned.status).toBe('rejected');
    expect(fine).toMatchObject({ value: { receipts: [{ outcome: 'accepted' }] } });
  });
});

test('the server folds on from its cache as from nothing', async () => {
  const commits = clerk.commits(
    schedule({ A: 3 }),
    reserve('Ada', { A: 3 }),
    reserve('Bob', { A: 2 }),
    reserve('Cyn', { A: 1 }),
  );
  for (const commit of commits) await ada.push(commit);
  const cancelled = clerk.commit(cancel('Ada'));
  expect(cancelled.writes[0]?.derived.map(({ data }) => data.reservationId)).toEqual([
    reservationId('Bob'),
    reservationId('Cyn'),
  ]);
  await server.restart();
  const receipts = await (await colleague()).device.push({ ...cancelled, submittedFor: ada.sender });
  expect(receipts.map(gist)).toEqual(['accepted']);
});
