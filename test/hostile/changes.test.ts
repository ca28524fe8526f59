import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { allot, confirm, join, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { timePasses } from '../support/time-passes.ts';
import { changesBetween } from './changes.ts';
import { type Dump, dumpSqlite, type Row } from './dump.ts';
import { createLedger } from './ledger.ts';

// P8: a siege may last for longer than a hold, and the server ends that by itself.

let server: TestServer;
let before: Dump;
beforeEach(async () => {
  server = await startServer();
  onTestFinished(() => server.close());
  const ada = await server.enrol('Ada');
  const clerk = createClerk(ada.sender);
  const receipts = await ada.push(
    ...clerk.commits(
      schedule({ A: 9 }, { promotion: 'offer', offerMinutes: 20 }),
      reserve('Ada', { A: 4 }, { holdMinutes: 10 }),
      reserve('Bob', { A: 1 }, { holdMinutes: 10 }),
      confirm('Bob'),
      allot({ A: 2 }, 'gate', ada.deviceId),
      join('Cleo', { A: 5 }),
    ),
  );
  expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  before = dumpSqlite(server.file);
});

type Doctored = { readonly table: string; doctor(row: Row): Row };

/** `doctored`: where somebody had written it otherwise. */
function flaws({ table, doctor }: Doctored = { table: '', doctor: (row) => row }): string[] {
  const after = new Map(dumpSqlite(server.file));
  const known = new Set((before.get(table) ?? []).map(({ id }) => id));
  const rows = (after.get(table) ?? []).map((row) => (known.has(row.id) ? row : doctor(row)));
  if (table) after.set(table, rows);
  const ledger = createLedger((before.get('events') ?? []).length, []);
  return changesBetween(before, after, ledger, server.clock.now);
}
const added = (): number =>
  (dumpSqlite(server.file).get('events') ?? []).length - (before.get('events') ?? []).length;

test('a hold, then the offer that it made, then what was taken along: nobody did it, and it is as it should be', async () => {
  await timePasses(server, 11);
  expect(added(), 'the hold ended, and what was free was offered').toBe(2);
  expect(flaws()).toEqual([]);
  await timePasses(server, 21);
  await timePasses(server, 240);
  expect(added()).toBeGreaterThan(3);
  expect(flaws()).toEqual([]);
});

test.each<[string, Doctored, RegExp]>([
  [
    'before its time',
    { table: 'commits', doctor: (row) => ({ ...row, recorded_at: earlier(row.recorded_at) }) },
    /events: there of itself: .*ReservationExpired/,
  ],
  [
    'by somebody else',
    { table: 'commits', doctor: (row) => ({ ...row, actor_id: 'eve' }) },
    /commits: there of itself: .*eve/,
  ],
  [
    'after nothing',
    { table: 'events', doctor: (row) => ({ ...row, commit_id: row.id }) },
    /events: there of itself: .*ReservationExpired/,
  ],
])('negative control: the end of a hold %s is found', async (_, doctored, flaw) => {
  await timePasses(server, 11);
  expect(flaws(doctored).join('\n')).toMatch(flaw);
});

test('negative control: a time that is forgotten before it is over is found', async () => {
  await server.database.write(({ prepare }) => prepare('DELETE FROM deadlines').run());
  expect(flaws().filter((flaw) => flaw.startsWith('deadlines: gone'))).toHaveLength(3);
});

function earlier(time: unknown): string {
  return new Date(Date.parse(String(time)) - 5 * 60_000).toISOString();
}
