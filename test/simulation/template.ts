import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp } from '../../server/app.ts';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { ActorId, Epoch, Instant, Position } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { Role } from '../../shared/sync/people.ts';
import { EnrolReply, PROTOCOL } from '../../shared/sync/protocol.ts';
import { reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import { random } from '../support/random.ts';
import { NEWER } from './newer-device.ts';
import { ADMINISTRATOR } from './people/office.ts';
import type { Profile } from './profile.ts';
import { WORKSPACE } from './server.ts';

const EPOCH = '00000000-0000-4000-8000-000000000001' as Epoch;
const AT = '2026-04-20T08:00:00.000Z' as Instant;
/** More than a device takes page by page, and a few events short of the next segment. */
const BIG_BOOK_BOOKINGS = 1_129;
const BIG_BOOK_SESSIONS = 40;
const BATCH = 100;

export type Template = {
  readonly file: string;
  readonly epoch: Epoch;
  readonly events: readonly RecordedEvent[];
};

/** Who was a member before anything happened, also after a restore. */
const STAFF: readonly (readonly [ActorId, Role])[] = [
  [ADMINISTRATOR, 'administrator'],
  [NEWER.actorId, 'planner'],
];

const made = new Map<boolean, Promise<Template>>();
let folder: string | undefined;

/** A server's database at the beginning of a world, made once for all seeds of this process. */
export function templateFor({ bigBook }: Pick<Profile, 'bigBook'>): Promise<Template> {
  const known = made.get(bigBook);
  if (known) return known;
  const making = make(bigBook);
  made.set(bigBook, making);
  return making;
}

async function make(bigBook: boolean): Promise<Template> {
  if (!folder) {
    const own = mkdtempSync(join(FAST_FOLDER, 'daybook-template-'));
    process.once('exit', () => rmSync(own, { recursive: true, force: true }));
    folder = own;
  }
  const file = join(folder, `${bigBook ? 'big' : 'empty'}.db`);
  const database = openDatabase({ file }, AT);
  const eventLog = createSqliteEventLog(database);
  await eventLog.openWorkspace({ id: WORKSPACE, name: 'Field', epoch: EPOCH, at: AT });
  if (bigBook) await fill(database, eventLog);
  const members = createSqliteMembers(database);
  for (const [userId, role] of STAFF)
    await members.grant({ workspaceId: WORKSPACE, userId, role, since: AT });
  const range = { after: 0 as Position, upTo: Number.MAX_SAFE_INTEGER as Position };
  const texts = await eventLog.events(WORKSPACE, range);
  await database.close();
  return { file, epoch: EPOCH, events: texts.map((text) => JSON.parse(text) as RecordedEvent) };
}

async function fill(
  database: ReturnType<typeof openDatabase>,
  eventLog: ReturnType<typeof createSqliteEventLog>,
): Promise<void> {
  const chance = random(1);
  const { app, stop } = createApp({
    eventLog,
    devices: createSqliteDeviceRegister(database),
    members: createSqliteMembers(database),
    accounts: OPEN_HOUSE,
    clock: () => Date.parse(AT),
    timer: SYSTEM_TIMER,
    chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255)),
    log: () => undefined,
    hosts: 'any',
  });
  const base = `/api/workspaces/${WORKSPACE}`;
  const json = { 'content-type': 'application/json' };
  const answer = await app.request(`${base}/devices`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name: 'Old book' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const sender = v.parse(EnrolReply, await answer.json());
  const clerk = createClerk(sender, 1);
  const sessions = Array.from({ length: BIG_BOOK_SESSIONS }, (_, index) => `old ${index}`);
  const commits = sessions.map((session) => clerk.commit(schedule({ A: BIG_BOOK_BOOKINGS }), session));
  for (let count = 1; count <= BIG_BOOK_BOOKINGS; count++) {
    const guest = { name: `Guest ${count}`, phone: '+43 660 1' };
    commits.push(
      clerk.commit(reserve(`old ${count}`, { A: 1 }, { guest }), `old ${count % BIG_BOOK_SESSIONS}`),
    );
  }
  for (let from = 0; from < commits.length; from += BATCH) {
    const request = {
      protocol: PROTOCOL,
      rules: 1,
      epoch: EPOCH,
      deviceId: sender.deviceId,
      commits: commits.slice(from, from + BATCH),
    };
    await app.request(`${base}/commits`, {
      method: 'POST',
      headers: { ...json, cookie },
      body: JSON.stringify(request),
    });
  }
  await stop();
}
