import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp, type Daybook } from '../../server/app.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import { openDatabase, type SqliteDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { Epoch, Instant, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply } from '../../shared/sync/protocol.ts';
import { createDevice, type Device } from './device.ts';
import { random } from './random.ts';

const WORKSPACE = 'demo' as WorkspaceId;

/**
 * The real server on a real file, and devices that reach it by hand-delivered requests: nothing moves unless a test
 * moves it, and everything that is random comes from the seed.
 */
export type World = {
  readonly eventLog: EventLog;
  readonly daybook: Daybook;
  enrol(name: string): Promise<Device>;
  /** What the server holds. */
  log(): Promise<RecordedEvent[]>;
  /** The server comes back as it was when `backup` was taken, in a new epoch (R3). */
  backup(): string;
  restore(backup: string): Promise<void>;
  /** Time goes by, in minutes. */
  wait(minutes: number): void;
  close(): Promise<void>;
};

export async function createWorld(seed = 1): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-world-'));
  const chance = random(seed);
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => chance.whole(0, 255));
  let clock = Date.UTC(2026, 3, 20, 9);
  const now = (): Instant => new Date(clock++).toISOString() as Instant;
  let file = join(folder, 'daybook.db');
  let server = startServer(file, { clock: () => clock, bytes });
  const epoch = '00000000-0000-4000-8000-000000000001' as Epoch;
  await server.eventLog.openWorkspace({ id: WORKSPACE, name: 'Demo', epoch, at: now() });

  return {
    get eventLog() {
      return server.eventLog;
    },
    get daybook() {
      return server.daybook;
    },
    async enrol(name) {
      const path = `/api/workspaces/${WORKSPACE}/devices`;
      const headers = { 'content-type': 'application/json' };
      const response = await server.daybook.app.request(path, {
        method: 'POST',
        headers,
        body: JSON.stringify({ name }),
      });
      const reply = (await response.json()) as EnrolReply;
      const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
      return createDevice({
        workspaceId: WORKSPACE,
        actorId: reply.actorId,
        deviceId: reply.deviceId,
        epoch: reply.epoch,
        now,
        random: bytes,
        fetch: async (to, init) =>
          server.daybook.app.request(to, {
            ...init,
            headers: { ...(init.headers as Record<string, string>), cookie },
          }),
      });
    },
    async log() {
      const texts = await server.eventLog.events(WORKSPACE, {
        after: 0 as Position,
        upTo: Number.MAX_SAFE_INTEGER as Position,
      });
      return texts.map((text) => JSON.parse(text) as RecordedEvent);
    },
    backup() {
      const copy = join(folder, `backup-${chance.whole(0, 1e9)}.db`);
      server.database.read(({ prepare }) => prepare('VACUUM INTO ?').run(copy));
      return copy;
    },
    async restore(backup) {
      await server.database.close();
      file = backup;
      server = startServer(file, { clock: () => clock, bytes });
      const next = `00000000-0000-4000-8000-${String(chance.whole(2, 1e9)).padStart(12, '0')}` as Epoch;
      await server.eventLog.startEpoch(WORKSPACE, next, now());
    },
    wait(minutes) {
      clock += minutes * 60_000;
    },
    async close() {
      await server.daybook.stop();
      await server.database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Server = { readonly daybook: Daybook; readonly eventLog: EventLog; readonly database: SqliteDatabase };

function startServer(
  file: string,
  { clock, bytes }: { clock: () => number; bytes: (count: number) => Uint8Array },
): Server {
  const database = openDatabase({ file }, new Date(clock()).toISOString());
  const eventLog = createSqliteEventLog(database);
  const daybook = createApp({
    eventLog,
    devices: createSqliteDeviceRegister(database),
    members: createSqliteMembers(database),
    accounts: OPEN_HOUSE,
    clock,
    timer: SYSTEM_TIMER,
    chance: bytes,
    log: () => undefined,
    hosts: 'any',
  });
  return { daybook, eventLog, database };
}
