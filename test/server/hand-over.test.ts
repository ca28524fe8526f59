import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import { PushReply, type Receipt } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { actorId, deviceId, instant, sessionId } from '../support/ids.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, OTHER, STANDINGS, type Staff, type Standing } from './staff.ts';

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

test('R3: after a restore it may be of a device that the server has forgotten', async () => {
  const author = { actorId: actorId('cyn'), deviceId: deviceId('forgotten') };
  const commit = { ...(await bookingOf(author)), submittedFor: author };
  const before = await bookingOf(author);
  expect((await field.push({ ...before, submittedFor: author })).map(gist)).toEqual(['rejected: actor']);
  const epoch = sessionId('after the restore') as string as Epoch;
  await staff.server.eventLog.startEpoch(WORKSPACE, epoch, instant());
  const answer = v.parse(PushReply, await (await field.tryPush([commit], { epoch })).json());
  expect(answer.receipts.map(gist)).toEqual(['accepted']);
});
