import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Members } from '../../server/access/members.ts';
import type { Accounts } from '../../server/accounts/accounts.ts';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { type Adapters, createApp, type Daybook } from '../../server/app.ts';
import type { OwnHosts } from '../../server/http/own-host.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import { openDatabase, type SqliteDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEnrolmentCodes } from '../../server/log/sqlite-enrolment-codes.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { instantOf } from '../../server/running/clock.ts';
import type { LogEntry } from '../../server/running/logger.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { ActorId, DeviceId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { EnrolReply, PROTOCOL, PullReply, PushReply, type Receipt } from '../../shared/sync/protocol.ts';
import { createIds } from './commits.ts';
import { random } from './random.ts';

export const WORKSPACE = 'main' as WorkspaceId;

/** The real server on a real SQLite file, asked without a socket. */
export type TestServer = {
  readonly daybook: Daybook;
  readonly eventLog: EventLog;
  readonly members: Members;
  readonly database: SqliteDatabase;
  readonly file: string;
  readonly logged: LogEntry[];
  /** Stands still until the test moves it. */
  readonly clock: { now: number };
  request(path: string, init?: RequestInit): Promise<Response>;
  /** `session`: the cookie of who is signed in, where there are accounts. */
  enrol(name?: string, workspace?: WorkspaceId, session?: string): Promise<TestDevice>;
  /** The process ends and starts again on the same file; devices go on with it. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export type TestDevice = {
  readonly actorId: ActorId;
  readonly deviceId: DeviceId;
  readonly epoch: Epoch;
  readonly workspaceId: WorkspaceId;
  readonly cookie: string;
  readonly sender: { readonly actorId: ActorId; readonly deviceId: DeviceId };
  get(path: string): Promise<Response>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The raw answer to a push; `envelope` replaces members of it. */
  tryPush(commits: readonly unknown[], envelope?: object): Promise<Response>;
  push(...commits: Commit[]): Promise<Receipt[]>;
  pull(after?: number, limit?: number): Promise<PullReply>;
  /** The same device, asking another server that has the same data. */
  at(other: Asked): TestDevice;
  /** The same device, with another session. */
  as(session: string): TestDevice;
  /** A browser that has this cookie alone. */
  withCookie(cookie: string): TestDevice;
  /** The same device, asking about another workspace. */
  to(workspace: WorkspaceId): TestDevice;
};

type Asked = Pick<TestServer, 'request'>;

type ServerOptions = {
  readonly maxBytes?: number;
  /** Puts something between the server and its log. */
  readonly around?: (eventLog: EventLog) => EventLog;
  readonly workspaces?: readonly string[];
  readonly seed?: number;
  readonly hosts?: OwnHosts;
  /** What a test server has not by itself. */
  readonly more?: Partial<Adapters>;
  /** Instead of none. */
  readonly accounts?: (database: SqliteDatabase) => Accounts | Promise<Accounts>;
};

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  const shared = { clock: { now: Date.UTC(2026, 3, 20, 12) }, logged: [] as LogEntry[] };
  let seed = options.seed ?? 1;
  const stop = async (): Promise<void> => {
    await server.daybook.stop();
    await server.database.close();
  };
  const server: TestServer = {
    ...shared,
    ...(await open(folder, options, { ...shared, seed })),
    request: async (path, init) => server.daybook.app.request(`http://localhost${path}`, init),
    enrol: (name, workspace, session) => enrol(server, name, workspace, session),
    async restart() {
      await stop();
      seed += 1;
      Object.assign(server, await open(folder, options, { ...shared, seed }));
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

type Opened = Pick<TestServer, 'daybook' | 'eventLog' | 'members' | 'database' | 'file'>;
type Shared = Pick<TestServer, 'clock' | 'logged'> & { readonly seed: number };

async function open(
  folder: string,
  options: ServerOptions,
  { clock, logged, seed }: Shared,
): Promise<Opened> {
  const file = join(folder, 'daybook.sqlite');
  const chance = random(seed);
  const ids = createIds(`server ${seed}`);
  const { maxBytes } = options;
  const database = openDatabase({ file, ...(maxBytes && { maxBytes }) }, instantOf(clock.now));
  const plain = createSqliteEventLog(database);
  const eventLog = options.around?.(plain) ?? plain;
  for (const id of options.workspaces ?? [WORKSPACE]) {
    const workspace = { id: id as WorkspaceId, name: `The ${id} book` };
    await eventLog.openWorkspace({ ...workspace, epoch: ids() as Epoch, at: instantOf(clock.now) });
  }
  const members = createSqliteMembers(database);
  const daybook = createApp({
    eventLog,
    devices: createSqliteDeviceRegister(database),
    members,
    enrolmentCodes: createSqliteEnrolmentCodes(database),
    accounts: (await options.accounts?.(database)) ?? OPEN_HOUSE,
    clock: () => clock.now,
    timer: SYSTEM_TIMER,
    chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255)),
    log: (entry) => logged.push(entry),
    hosts: options.hosts ?? 'any',
    ...options.more,
  });
  return { daybook, eventLog, members, database, file };
}

export async function enrol(
  server: Asked,
  name = 'Ada',
  workspace = WORKSPACE,
  session?: string,
): Promise<TestDevice> {
  const base = `/api/workspaces/${workspace}`;
  const signedIn = session === undefined ? {} : { cookie: session };
  const response = await server.request(`${base}/devices`, json('POST', { name }, signedIn));
  const reply = v.parse(EnrolReply, await response.json());
  const given = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const cookie = session === undefined ? given : `${session}; ${given}`;
  return deviceAt(server, workspace, { ...reply, cookie });
}

type Enrolled = EnrolReply & { readonly cookie: string };

function deviceAt(server: Asked, workspaceId: WorkspaceId, enrolled: Enrolled): TestDevice {
  const base = `/api/workspaces/${workspaceId}`;
  const { actorId, deviceId, epoch, cookie } = enrolled;
  const get = (path: string) => server.request(`${base}${path}`, { headers: { cookie } });
  const send: TestDevice['send'] = (method, path, body, headers) =>
    server.request(`${base}${path}`, json(method, body, { cookie, ...headers }));
  const tryPush: TestDevice['tryPush'] = (commits, envelope) =>
    send('POST', '/commits', { protocol: PROTOCOL, rules: 1, epoch, deviceId, commits, ...envelope });
  const withCookie = (other: string) => deviceAt(server, workspaceId, { ...enrolled, cookie: other });
  return {
    actorId,
    deviceId,
    epoch,
    workspaceId,
    cookie,
    sender: { actorId, deviceId },
    get,
    send,
    tryPush,
    async push(...commits) {
      return v.parse(PushReply, await (await tryPush(commits)).json()).receipts;
    },
    async pull(after = 0, limit = 1000) {
      const answer = await get(`/events?epoch=${epoch}&after=${after}&limit=${limit}`);
      return v.parse(PullReply, await answer.json());
    },
    at: (other) => deviceAt(other, workspaceId, enrolled),
    as: (session) => withCookie(`${session}; ${cookie.split('; ').at(-1)}`),
    withCookie,
    to: (workspace) => deviceAt(server, workspace, enrolled),
  };
}

export function json(method: string, body?: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

/** What a receipt comes to: its outcome, and the problem's code where there is one. */
export function gist(receipt: Receipt | undefined): string {
  if (!receipt) return 'no receipt';
  const code = 'problem' in receipt ? `: ${receipt.problem.type.replace('/problems/', '')}` : '';
  return `${receipt.outcome}${code}`;
}
