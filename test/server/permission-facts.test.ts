import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventLog } from '../../server/log/event-log.ts';
import { FACTS } from '../../shared/access/permissions.ts';
import { type Commit, factsOf, placedEvents } from '../../shared/log/commit.ts';
import type { ActorId } from '../../shared/log/ids.ts';
import { Role } from '../../shared/sync/people.ts';
import { allot, type CommandBody, draw, GUEST, giveBack, reserve, schedule } from '../support/commands.ts';
import { altered, createClerk } from '../support/commits.ts';
import { allotmentId, deviceId } from '../support/ids.ts';
import { gist, type TestDevice } from '../support/server.ts';
import { DEEDS } from './deeds.ts';
import { hireStaff, OTHER, personOf, STANDINGS, type Staff, type Standing } from './staff.ts';

type Fact = keyof typeof FACTS;
type Cell = { readonly type: Fact; readonly standing: Standing; readonly device: 'live' | 'revoked' };

const TYPES = Object.keys(FACTS) as Fact[];
const CELLS = TYPES.flatMap((type) =>
  STANDINGS.flatMap((standing) =>
    (['live', 'revoked'] as const).map((device): Cell => ({ type, standing, device })),
  ),
);

let staff: Staff;
beforeAll(async () => {
  staff = await hireStaff();
});
afterAll(() => staff.server.close());

/** What the table says of a commit with this fact. */
function expected({ type, standing, device }: Cell): string {
  if (device === 'revoked') return 'rejected: device-revoked';
  if (standing === 'former') return 'rejected: role-withdrawn';
  return FACTS[type].some((role) => role === standing) ? 'accepted' : 'rejected: not-permitted';
}

/** A commit with a fact of the type, on a session of its own that a planner prepared. */
async function commitOf(type: Fact, sender: TestDevice, { planner, of }: Making): Promise<Commit> {
  const on = `${type} by ${sender.deviceId} ${of}`;
  const { given, done } = DEEDS[type](on, sender.deviceId);
  const before = given.map((body) => staff.clerkOf(planner).commit(body, on));
  expect((await planner.push(...before)).map(gist)).toEqual(before.map(() => 'accepted'));
  const clerk = staff.clerkOf(sender);
  if (sender !== planner) clerk.learn(before.flatMap((commit) => placedEvents(commit)));
  const commit = clerk.commit(done, on);
  expect(factsOf(commit).map(({ event }) => event.type)).toContain(type);
  return commit;
}
type Making = { readonly planner: TestDevice; readonly of: string };

describe('P6: what of a commit is recorded is said by the role', () => {
  test.each(CELLS)('$type of $standing, $device device', async (cell) => {
    const sender = staff[cell.device](cell.standing);
    const commit = await commitOf(cell.type, sender, { planner: staff.live('planner'), of: 'main' });
    const [before, elsewhere] = [await staff.head(), await staff.head(OTHER)];
    const [receipt] = await sender.push(commit);
    expect(gist(receipt)).toBe(expected(cell));
    const events = commit.writes.flatMap(({ facts, derived }) => [...facts, ...derived]);
    const isAccepted = receipt?.outcome === 'accepted';
    expect(await staff.head()).toBe(before + (isAccepted ? events.length : 0));
    expect(await staff.head(OTHER)).toBe(elsewhere);
    const kept = await staff.server.eventLog.quarantine(sender.workspaceId);
    expect(
      kept.some(({ commitId }) => commitId === commit.id),
      'C5: nothing is dropped',
    ).toBe(!isAccepted);
  });

  test.each(CELLS)(
    'in another workspace, of whatever role here: $type of $standing, $device',
    async (cell) => {
      const sender = staff[cell.device](cell.standing);
      const commit = await commitOf(cell.type, sender, { planner: staff.live('planner'), of: 'other' });
      const before = await staff.state();
      const answer = await sender.to(OTHER).tryPush([commit]);
      expect(answer.status).toBe(404);
      expect(await staff.state()).toBe(before);
    },
  );

  test('every kind of fact was tried in every standing', () => {
    expect(CELLS).toHaveLength(TYPES.length * (Role.options.length + 1) * 2);
    expect(Object.keys(DEEDS).sort()).toEqual([...TYPES].sort());
  });
});

describe('W2: seats are taken along by who holds the device, or handed out by a planner', () => {
  const OTHERS = deviceId('somebody-elses');
  let sessions = 0;

  /** The last is done by who is tried, with whatever their app was made to say; a planner did the others. */
  async function tried(
    standing: Standing,
    bodies: readonly CommandBody[],
    said = (commit: Commit): Commit => commit,
  ): Promise<string | undefined> {
    const on = `handed out ${++sessions}`;
    const planner = staff.live('planner');
    const before = [schedule({ A: 9 }), ...bodies.slice(0, -1)].map((body) =>
      staff.clerkOf(planner).commit(body, on),
    );
    await planner.push(...before);
    const sender = staff.live(standing);
    const clerk = staff.clerkOf(sender);
    if (sender !== planner) clerk.learn(before.flatMap((commit) => placedEvents(commit)));
    const [receipt] = await sender.push(said(clerk.commit(bodies.at(-1) as CommandBody, on)));
    return gist(receipt);
  }

  test.each<[Standing, string]>([
    ['administrator', 'accepted'],
    ['planner', 'accepted'],
    ['field', 'rejected: not-permitted'],
  ])('%s for another device: %s', async (standing, said) => {
    const name = `for another by ${standing}`;
    expect(await tried(standing, [allot({ A: 2 }, name, OTHERS)])).toBe(said);
    const lent = [allot({ A: 2 }, `${name}, back`, OTHERS), giveBack(`${name}, back`)];
    expect(await tried(standing, lent)).toBe(said);
  });

  test.each<Standing>(['planner', 'field'])(
    '%s draws what their own device took along, no other',
    async (standing) => {
      const { deviceId } = staff.live(standing);
      const another = `of another, ${standing}`;
      const anothers = [allot({ A: 2 }, another, OTHERS), reserve(another, { A: 1 })];
      const fromAllotment = allotmentId(another);
      const drawing = (commit: Commit): Commit =>
        altered(commit, (copy) => Object.assign(copy.writes[0].facts[0].data, { fromAllotment }));
      // Those who may not hand out are told so first.
      const why = standing === 'field' ? 'not-permitted' : 'allotment-of-another';
      expect(await tried(standing, anothers, drawing)).toBe(`rejected: ${why}`);
      const own = `own, ${standing}`;
      expect(await tried(standing, [allot({ A: 2 }, own, deviceId), draw(own, { A: 1 }, own)])).toBe(
        'accepted',
      );
    },
  );
});

describe('P6: forged fields leave the log as it is', () => {
  const forgeries: [string, (meta: Record<string, unknown>) => void, string][] = [
    ['another person', (meta) => Object.assign(meta, { actorId: personOf('planner') }), 'rejected: actor'],
    ['nobody there is', (meta) => Object.assign(meta, { actorId: 'eve' }), 'rejected: actor'],
    ['the server itself', (meta) => Object.assign(meta, { actorId: 'system' }), 'rejected: actor'],
    ['another device', (meta) => Object.assign(meta, { deviceId: 'tablet' }), 'rejected: actor'],
  ];
  let forgedSessions = 0;
  const booking = (): Commit => {
    const session = `forged ${++forgedSessions}`;
    const planner = staff.clerkOf(staff.live('planner'));
    const clerk = staff.clerkOf(staff.live('field'));
    const scheduled = planner.commit(schedule({ A: 4 }), session);
    clerk.learn(placedEvents(scheduled));
    return clerk.commit(reserve(session, { A: 1 }, { guest: GUEST }), session);
  };

  test.each(forgeries)('the actor is %s', async (_, forge, outcome) => {
    const head = await staff.head();
    const forged = altered(booking(), (copy) => {
      for (const { facts } of copy.writes) for (const { meta } of facts) forge(meta);
    });
    expect((await staff.live('field').push(forged)).map(gist)).toEqual([outcome]);
    expect(await staff.head()).toBe(head);
  });

  test('the frame names another device: nobody’s queue is sent in another’s name', async () => {
    const before = await staff.state();
    const { deviceId } = staff.live('planner');
    expect((await staff.live('field').tryPush([booking()], { deviceId })).status).toBe(401);
    expect(await staff.state()).toBe(before);
  });

  test('handed over in a planner’s name it is still field staff that brings it', async () => {
    const head = await staff.head();
    const planner = staff.live('planner');
    const scheduled = staff.clerkOf(planner).commit(schedule({ A: 4 }), 'handed over');
    const handed = { ...scheduled, submittedFor: planner.sender };
    expect((await staff.live('field').push(handed)).map(gist)).toEqual(['rejected: not-permitted']);
    expect(await staff.head()).toBe(head);
  });

  test.each<[string, readonly CommandBody[]]>([
    ['taken along', []],
    ['given back', [giveBack('disguised')]],
    ['drawn', [draw('disguised', { A: 1 }, 'disguised')]],
  ])('seats %s for another device are not disguised by a hand-over', async (what, more) => {
    const on = `disguised ${what}`;
    const [planner, field] = [staff.live('planner'), staff.live('field')];
    const clerk = createClerk(planner.sender, 100 + on.length);
    const all = [schedule({ A: 4 }), allot({ A: 2 }, 'disguised', planner.deviceId), ...more];
    const commits = all.map((body) => clerk.commit(body, on));
    const last = commits.pop() as Commit;
    expect((await planner.push(...commits)).map(gist)).toEqual(commits.map(() => 'accepted'));
    const head = await staff.head();
    const handed = { ...last, submittedFor: planner.sender };
    expect((await field.push(handed)).map(gist)).toEqual(['rejected: not-permitted']);
    expect(await staff.head()).toBe(head);
    expect((await staff.live('administrator').push(handed)).map(gist), 'negative control').toEqual([
      'accepted',
    ]);
  });

  test.each(['workspaceId', 'submittedBy', 'position', 'role'])(
    'an event brings a field %s',
    async (name) => {
      const head = await staff.head();
      const forged = altered(booking(), (copy) => {
        for (const { facts } of copy.writes) facts[0][name] = 'administrator';
      });
      const [receipt] = await staff.live('field').push(forged);
      expect(receipt?.outcome).not.toBe('accepted');
      expect(await staff.head()).toBe(head);
    },
  );

  test('negative control: a server that takes everybody for an administrator is found out', async () => {
    const everybody = (eventLog: EventLog): EventLog => ({
      ...eventLog,
      transact: (id, work) =>
        eventLog.transact(id, (transaction) =>
          work({
            ...transaction,
            roles: async (users: readonly ActorId[]) => new Map(users.map((user) => [user, 'administrator'])),
          }),
        ),
    });
    const credulous = await hireStaff(everybody);
    const auditor = credulous.live('auditor');
    const [receipt] = await auditor.push(credulous.clerkOf(auditor).commit(schedule({ A: 1 })));
    expect(gist(receipt)).not.toBe(
      expected({ type: 'SessionScheduled', standing: 'auditor', device: 'live' }),
    );
    expect(await credulous.head()).toBe(1);
    await credulous.server.close();
  });
});
