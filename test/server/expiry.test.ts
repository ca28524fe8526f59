import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { hashFacts } from '../../server/commits/facts.ts';
import { newEvents } from '../../server/commits/new-events.ts';
import { createClockwork } from '../../server/expiry/clockwork.ts';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import { remaining, type Session } from '../../shared/booking/session.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Commit, factsOf } from '../../shared/log/commit.ts';
import { type EventId, streamOf, type WorkspaceId } from '../../shared/log/ids.ts';
import { replay } from '../../shared/log/replay.ts';
import {
  acceptOffer,
  addSeats,
  allot,
  cancel,
  confirm,
  draw,
  join,
  reserve,
  schedule,
} from '../support/commands.ts';
import { altered, type Clerk, createClerk } from '../support/commits.ts';
import { openFeed } from '../support/feed.ts';
import { allotmentId, instant, reservationId, sessionId } from '../support/ids.ts';
import { gist, startServer, type TestDevice, type TestServer, WORKSPACE } from '../support/server.ts';
import { timePasses } from '../support/time-passes.ts';

const MINUTE = 60_000;

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  onTestFinished(() => server.close());
  ada = await server.enrol('Ada');
  clerk = createClerk(ada.sender);
});

const pass = (minutes: number): Promise<void> => timePasses(server, minutes);
const head = async (): Promise<number> => (await ada.pull()).head;
const state = async (): Promise<Session> => {
  const session = replay((await ada.pull()).events).session(sessionId());
  if (!session) throw new Error('there is no session');
  return session;
};
const push = async (...bodies: Parameters<Clerk['commits']>) =>
  expect((await ada.push(...clerk.commits(...bodies))).map(gist)).toEqual(bodies.map(() => 'accepted'));

describe('P8: what ends by itself', () => {
  test('a hold: not before its time by the server’s clock, then by the server itself, once', async () => {
    await push(schedule({ A: 4 }), reserve('Ada', { A: 3 }, { holdMinutes: 30 }), join('Bob', { A: 2 }));
    await pass(29);
    expect(await head()).toBe(3);
    const feed = await openFeed(ada);
    await feed.next();
    await pass(2);
    await expect.poll(feed.next).toMatchObject({ head: 5 });
    const { events } = await ada.pull();
    const [hold, expired, promoted] = [events[1], events[3], events[4]];
    expect([expired?.type, promoted?.type]).toEqual(['ReservationExpired', 'ReservationPromoted']);
    expect(expired?.submittedBy).toEqual({ actorId: 'system', deviceId: 'system' });
    expect(expired?.meta).toMatchObject({ actorId: 'system', causationId: hold?.id });
    expect(Date.parse(expired?.meta.occurredAt ?? '') - Date.parse(hold?.recordedAt ?? '')).toBe(30 * MINUTE);
    await pass(60);
    expect(await head()).toBe(5);
    expect(await server.eventLog.overdue(instant(99_999), 10)).toEqual([]);
  });

  test('nothing that has ended by then: what was confirmed stays', async () => {
    await push(schedule({ A: 4 }), reserve('Ada', { A: 3 }, { holdMinutes: 30 }), confirm('Ada'));
    await pass(40);
    expect(await server.eventLog.overdue(instant(99_999), 10)).toEqual([]);
    expect(await head()).toBe(3);
  });

  test('an offer goes on to the next, who has as long to answer', async () => {
    const offers = schedule({ A: 2 }, { promotion: 'offer', offerMinutes: 20 });
    await push(
      offers,
      reserve('Ada', { A: 2 }),
      join('Bob', { A: 2 }),
      join('Cleo', { A: 2 }),
      cancel('Ada'),
    );
    await pass(21);
    expect(await head()).toBe(8);
    expect(outcomes(await state(), 'Bob', 'Cleo')).toEqual(['expired', 'offered']);
    await pass(21);
    expect(await head()).toBe(9);
    expect(outcomes(await state(), 'Bob', 'Cleo')).toEqual(['expired', 'expired']);
    clerk.learn((await ada.pull()).events);
    expect(() => clerk.commit(acceptOffer('Cleo'))).toThrow('no-offer');
  });

  test('an allotment: what was drawn stands, the rest is everybody’s again', async () => {
    const tray = allot({ A: 3 }, 'tray', ada.deviceId);
    await push(schedule({ A: 4 }), tray, draw('Ada', { A: 2 }));
    await pass(241);
    expect(await head()).toBe(4);
    const session = await state();
    expect(session.allotments.get(allotmentId())?.status).toBe('expired');
    expect([remaining(session, 'A'), ...outcomes(session, 'Ada')]).toEqual([2, 'reserved']);
  });

  test('what ran out while no server was there ends when one is there again', async () => {
    await push(schedule({ A: 4 }), reserve('Ada', { A: 3 }, { holdMinutes: 30 }));
    await server.restart();
    await pass(45);
    expect(await head()).toBe(3);
    expect(outcomes(await state(), 'Ada')).toEqual(['expired']);
  });

  test('what only a newer version can tell waits for one (L7)', async () => {
    await push(schedule({ A: 4 }), reserve('Ada', { A: 3 }, { holdMinutes: 30 }));
    await recordNewer(clerk.commit(addSeats('A', 1)));
    await pass(40);
    expect((await server.eventLog.overdue(instant(99_999), 10)).map(({ kind }) => kind)).toEqual(['hold']);
    expect(await head()).toBe(3);
  });

  test('nobody but the server says that a time is over', async () => {
    await push(schedule({ A: 4 }), reserve('Ada', { A: 3 }, { holdMinutes: 30 }));
    const commit = structuredClone(clerk.commit(confirm('Ada')));
    const [fact] = commit.writes[0]?.facts ?? [];
    Object.assign(fact ?? {}, { type: 'ReservationExpired' });
    expect((await ada.push(commit)).map(gist)).toEqual(['rejected: derived-as-fact']);
  });
});

test('a log that does not answer is asked again later, and said so', async () => {
  const logged: unknown[] = [];
  const { timer, tick } = byHand();
  let asked = 0;
  const clockwork = createClockwork({
    eventLog: {
      overdue: async () => {
        asked += 1;
        if (asked === 1) throw new Error('the disk is away');
        return [];
      },
    },
    clock: () => 0,
    timer,
    log: (entry) => logged.push(entry),
    expire: async () => undefined,
  });
  tick();
  await clockwork.stop();
  tick();
  await clockwork.stop();
  expect([asked, logged]).toMatchObject([2, [{ event: 'expiry-failed', level: 'error' }]]);
});

test('a workspace that fails, and what cannot be ended yet, keep nothing else waiting', async () => {
  const left = Array.from({ length: 700 }, (_, index) => deadlineOf('broken', `L${index}`));
  const overdue = [...left, deadlineOf('sound', 'last')];
  const ended: string[] = [];
  const { timer, tick } = byHand();
  const clockwork = createClockwork({
    eventLog: { overdue: async (_, limit) => overdue.slice(0, limit) },
    clock: () => 0,
    timer,
    log: () => undefined,
    async expire(workspace, deadlines) {
      if (workspace === 'broken') throw new Error('not now');
      ended.push(...deadlines.map(({ thing }) => thing));
    },
  });
  for (let look = 0; look < 3; look++) {
    tick();
    await clockwork.stop();
  }
  expect(ended).toEqual(['last']);
});

/** A timer that goes when it is told to. */
function byHand() {
  let run = (): void => undefined;
  const every = (_: number, next: () => void): (() => void) => {
    run = next;
    return () => undefined;
  };
  return { timer: { every }, tick: () => run() };
}

function deadlineOf(workspace: string, thing: string) {
  const startedBy = thing as EventId;
  const workspaceId = workspace as WorkspaceId;
  return {
    workspaceId,
    startedBy,
    streamId: streamOf(sessionId()),
    kind: 'hold',
    thing,
    dueAt: instant(),
  } as const;
}

/** As a server of a newer version records what this one does not know. */
async function recordNewer(sent: Commit): Promise<void> {
  const commit = altered(sent, ({ writes }) =>
    Object.assign(writes[0]?.facts[0] ?? {}, { type: 'SeatsSung' }),
  );
  const facts = factsOf(commit);
  const factTexts = facts.map(({ event }) => canonicalJson(event));
  const streams = facts.map(({ streamId }) => streamId);
  const recorded = {
    commit,
    factsHash: hashFacts(streams, factTexts),
    events: newEvents({ commit, factTexts }),
  };
  await server.eventLog.transact(WORKSPACE, (transaction) =>
    transaction.append([{ ...recorded, submittedBy: ada.sender, recordedAt: instant() }]),
  );
}

function outcomes({ reservations }: Session, ...names: string[]): unknown[] {
  return names.map((name) => {
    const reservation = reservations.get(reservationId(name));
    return reservation && outcomeOf(reservation);
  });
}
