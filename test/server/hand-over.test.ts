import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { ActorId, Epoch } from '../../shared/log/ids.ts';
import { PushReply, type Receipt } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { actorId, deviceId, instant, sessionId } from '../support/ids.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, OTHER, personOf, STANDINGS, type Staff, type Standing } from './staff.ts';

// C7: work that one device exported is brought in by another.

let staff: Staff;
let planner: TestDevice;
let field: TestDevice;
beforeAll(async () => {
  staff = await hireStaff();
  [planner, field] = [staff.live('planner'), staff.live('field')];
});
afterAll(() => staff.server.close());

type Author = TestDevice['sender'];
const clerks = new Map<string, Clerk>();
let sessions = 0;

/** A booking of theirs, on a session that is there. */
async function bookingOf(author: Author): Promise<Commit> {
  const on = `session ${++sessions}`;
  const scheduled = staff.clerkOf(planner).commit(schedule({ A: 4 }), on);
  await planner.push(scheduled);
  const name = `${author.actorId} ${author.deviceId}`;
  const clerk = clerks.get(name) ?? createClerk(author, clerks.size + 100);
  clerks.set(name, clerk);
  clerk.learn((await planner.pull()).events.filter(({ commitId }) => commitId === scheduled.id));
  return clerk.commit(reserve(on, { A: 1 }, { guest: GUEST }), on);
}

async function handIn(by: TestDevice, author: Author): Promise<Receipt | undefined> {
  return (await by.push({ ...(await bookingOf(author)), submittedFor: author }))[0];
}

test('it keeps whom its facts name, says who delivered it, and delivered twice it is once', async () => {
  const commit = await bookingOf(planner.sender);
  const receipts = await field.push({ ...commit, submittedFor: planner.sender });
  expect(receipts.map(gist)).toEqual(['accepted']);
  for (const event of (await planner.pull()).events.filter((one) => one.commitId === commit.id))
    expect(event).toMatchObject({ meta: planner.sender, submittedBy: field.sender });
  expect(await planner.push(commit), 'P3').toEqual(receipts);
});

test('it names a device of the workspace, and its own person', async () => {
  const { actorId: ofPlanner, deviceId: desk } = planner;
  const elsewhere = staff.live('planner', OTHER).sender;
  for (const author of [
    { actorId: actorId('eve'), deviceId: desk },
    { actorId: ofPlanner, deviceId: deviceId('nobodys') },
    { actorId: ofPlanner, deviceId: field.deviceId },
    { actorId: field.actorId, deviceId: desk },
    elsewhere,
  ])
    expect(gist(await handIn(field, author)), JSON.stringify(author)).toBe('rejected: actor');
});

describe('who may hand in whose', () => {
  const CELLS = STANDINGS.flatMap((by) =>
    (['in use', 'revoked', 'of a former member'] as const).map((whose) => ({ by, whose })),
  );
  const expected = ({ by, whose }: { by: Standing; whose: string }): string => {
    if (by === 'former') return 'rejected: role-withdrawn';
    if (by === 'auditor' || (by === 'field' && whose !== 'in use')) return 'rejected: not-permitted';
    return 'accepted';
  };
  const authors = {
    'in use': () => staff.live('administrator'),
    revoked: () => staff.revoked('administrator'),
    'of a former member': () => staff.live('former'),
  };

  test.each(CELLS)('$by, of a device $whose', async (cell) => {
    const by = staff.live(cell.by);
    expect(gist(await handIn(by, authors[cell.whose]().sender))).toBe(expected(cell));
  });
});

test('C5: what field staff may not bring in is kept, and a planner who hands it in has decided', async () => {
  const lost = staff.revoked('field');
  const commit = await bookingOf(lost.sender);
  expect((await lost.push(commit)).map(gist)).toEqual(['rejected: device-revoked']);
  const handed = { ...commit, submittedFor: lost.sender };
  expect((await field.push(handed)).map(gist)).toEqual(['rejected: not-permitted']);
  expect((await planner.push(handed)).map(gist)).toEqual(['accepted']);
  const kept = await staff.server.eventLog.quarantine(WORKSPACE);
  expect(kept.some(({ commitId }) => commitId === commit.id)).toBe(false);
});

describe('R3: after a restore it may be of a device that the server has forgotten', () => {
  const epoch = sessionId('after the restore') as string as Epoch;
  const forgotten = deviceId('forgotten');
  const waiting = new Map<string, Commit>();
  const handInNow = async (by: TestDevice, whose: ActorId): Promise<string[]> => {
    const commit = { ...waiting.get(whose), submittedFor: { actorId: whose, deviceId: forgotten } };
    const answer = v.parse(PushReply, await (await by.tryPush([commit], { epoch })).json());
    return answer.receipts.map(gist);
  };
  const member = personOf('auditor');
  const others = [
    ['nobody that it knows', actorId('cyn')],
    ['who is of another workspace', personOf('planner', OTHER)],
    ['a former member', personOf('former')],
  ] as const;

  beforeAll(async () => {
    for (const whose of [member, ...others.map(([, one]) => one)])
      waiting.set(whose, await bookingOf({ actorId: whose, deviceId: forgotten }));
    const early = await handIn(field, { actorId: member, deviceId: forgotten });
    expect(gist(early), 'before that it may not').toBe('rejected: actor');
    await staff.server.eventLog.startEpoch(WORKSPACE, epoch, instant());
  });

  test('of a member', async () => {
    expect(await handInNow(field, member)).toEqual(['accepted']);
  });

  test.each(others)('of %s: what others bring is kept, a planner answers for it', async (_, whose) => {
    expect(await handInNow(field, whose)).toEqual(['rejected: not-permitted']);
    expect(await handInNow(planner, whose)).toEqual(['accepted']);
  });
});
