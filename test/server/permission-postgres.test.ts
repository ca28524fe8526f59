import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import type { Receipt } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { instant, sessionId } from '../support/ids.ts';
import { startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { gist, WORKSPACE } from '../support/server.ts';
import { type Asking, cellsOf, expected, openAsking } from './route-matrix.ts';
import { hireStaffAt, OTHER, STANDINGS, type Staff, type StaffServer, type Standing } from './staff.ts';

// A sample of what `permission-routes` and `permission-facts` try in full: who somebody is and what they may is read by
// other statements here.

type Deed = { readonly what: string; readonly may: readonly Standing[] };

let postgres: PostgresServer;
let staff: Staff<StaffServer>;
let asking: Asking;
/** Past the server. */
let beside: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createSchema();
  beside = new pg.Pool({ connectionString: url, max: 3 });
  staff = await hireStaffAt(async (accounts) => {
    const server = await startNode(url, { accounts: async () => accounts });
    const epoch = sessionId('the other epoch') as string as Epoch;
    await server.eventLog.openWorkspace({ id: OTHER, name: 'Other', epoch, at: instant() });
    const rows = async (asked: string): Promise<string[]> =>
      (await beside.query(asked)).rows.map(asText).sort();
    return { server, rows };
  });
  asking = await openAsking(staff);
});
afterAll(async () => {
  await staff?.server.close();
  await beside?.end();
  await postgres?.stop();
});

const asText = (row: unknown): string => JSON.stringify(row);

describe('on PostgreSQL: who may ask what', () => {
  const FROM_ELSEWHERE = cellsOf(['revoked', 'foreign']).filter(({ standing }) => standing === 'planner');

  test.each([...cellsOf(['live']), ...FROM_ELSEWHERE])('$route by $standing, $way', async (cell) => {
    const ask = await asking.prepare(cell.route, cell.standing);
    const before = await staff.state();
    const answer = await asking.send(cell, ask);
    const want = expected(cell);
    expect(answer.ok ? '2xx' : answer.status).toBe(want);
    if (want !== '2xx') expect(await staff.state()).toBe(before);
  });
});

describe('on PostgreSQL: P6: whose commit is recorded', () => {
  const DEEDS: readonly [Deed, Deed] = [
    { what: 'a session', may: ['administrator', 'planner'] },
    { what: 'a booking', may: ['administrator', 'planner', 'field'] },
  ];
  const CELLS = DEEDS.flatMap((deed) =>
    STANDINGS.flatMap((standing) =>
      (['live', 'revoked'] as const).map((device) => ({ ...deed, standing, device })),
    ),
  );

  test.each(CELLS)('$what of $standing, $device device', async ({ what, may, standing, device }) => {
    const [planner, sender] = [staff.live('planner'), staff[device](standing)];
    const on = `${what} by ${standing}, ${device}`;
    const scheduled = staff.clerkOf(what === 'a session' ? sender : planner).commit(schedule({ A: 4 }), on);
    let done = scheduled;
    if (what === 'a booking') {
      await planner.push(scheduled);
      const clerk = staff.clerkOf(sender);
      if (sender !== planner) clerk.learn((await planner.pull()).events.filter(isOf(scheduled.id)));
      done = clerk.commit(reserve(on, { A: 1 }, { guest: GUEST }), on);
    }
    const [head, elsewhere] = await heads();
    const [receipt] = await sender.push(done);
    const isGone = device === 'revoked' || standing === 'former';
    expect(receipt?.outcome).toBe(!isGone && may.includes(standing) ? 'accepted' : 'rejected');
    if (isGone)
      expect(gist(receipt)).toBe(`rejected: ${device === 'revoked' ? 'device-revoked' : 'role-withdrawn'}`);
    expect(await heads()).toEqual([head + recorded(receipt, done), elsewhere]);
  });

  test.each(STANDINGS)('a session of %s of the other workspace: there alone', async (standing) => {
    const stranger = staff.live(standing, OTHER);
    const scheduled = staff.clerkOf(stranger).commit(schedule({ A: 4 }), `elsewhere by ${standing}`);
    const [head, elsewhere] = await heads();
    expect((await stranger.to(WORKSPACE).tryPush([scheduled])).status).toBe(404);
    expect(await heads()).toEqual([head, elsewhere]);
    const [receipt] = await stranger.push(scheduled);
    expect(receipt?.outcome).toBe(DEEDS[0].may.includes(standing) ? 'accepted' : 'rejected');
    expect(await heads()).toEqual([head, elsewhere + recorded(receipt, scheduled)]);
  });
});

const heads = () => Promise.all([staff.head(), staff.head(OTHER)]);

/** How many facts. */
function recorded(receipt: Receipt | undefined, { writes }: Commit): number {
  return receipt?.outcome === 'accepted' ? writes.flatMap(({ facts }) => facts).length : 0;
}

function isOf(commit: string) {
  return ({ commitId }: { readonly commitId: string }): boolean => commitId === commit;
}
