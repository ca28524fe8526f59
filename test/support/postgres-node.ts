import type { DeviceRegister } from '../../server/access/device-register.ts';
import type { Members } from '../../server/access/members.ts';
import type { Accounts } from '../../server/accounts/accounts.ts';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp, type Daybook } from '../../server/app.ts';
import type { OtherNodes } from '../../server/live/other-nodes.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { createPostgresDeviceRegister } from '../../server/log/postgres-device-register.ts';
import { createPostgresEnrolmentCodes } from '../../server/log/postgres-enrolment-codes.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { createPostgresMembers } from '../../server/log/postgres-members.ts';
import { createPostgresNodes } from '../../server/log/postgres-nodes.ts';
import { instantOf, newId } from '../../server/running/clock.ts';
import type { LogEntry } from '../../server/running/logger.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { FirstStart } from '../../server/set-up/set-up-routes.ts';
import type { Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { enrol, type TestDevice, WORKSPACE } from './server.ts';

/** One of several servers on the same database, without a socket. */
export type PostgresNode = {
  readonly daybook: Daybook;
  readonly eventLog: EventLog;
  readonly members: Members;
  readonly devices: DeviceRegister;
  readonly logged: LogEntry[];
  request(path: string, init?: RequestInit): Promise<Response>;
  /** `session`: the cookie of who is signed in, where there are accounts. */
  enrol(name?: string, workspace?: WorkspaceId, session?: string): Promise<TestDevice>;
  close(): Promise<void>;
};

type NodeOptions = {
  /** Puts something between the log and its database, or the server and its log. */
  readonly aroundDatabase?: (database: PostgresDatabase) => PostgresDatabase;
  readonly aroundLog?: (eventLog: EventLog) => EventLog;
  readonly aroundNodes?: (nodes: OtherNodes) => OtherNodes;
  /** Instead of none. */
  readonly accounts?: (database: PostgresDatabase) => Promise<Accounts>;
  /** Nobody administers it yet. */
  readonly firstStart?: FirstStart;
};

export async function startNode(url: string, options: NodeOptions = {}): Promise<PostgresNode> {
  const same = <T>(one: T): T => one;
  const { aroundDatabase = same, aroundLog = same, aroundNodes = same } = options;
  const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  const at = instantOf(Date.now());
  const database = await openPostgres(url, at);
  const eventLog = aroundLog(createPostgresEventLog(aroundDatabase(database)));
  const epoch = newId(Date.now, chance) as Epoch;
  await eventLog.openWorkspace({ id: WORKSPACE, name: 'The main book', epoch, at });
  const members = createPostgresMembers(database);
  const devices = createPostgresDeviceRegister(database);
  const logged: LogEntry[] = [];
  const daybook = createApp({
    eventLog,
    devices,
    members,
    enrolmentCodes: createPostgresEnrolmentCodes(database),
    accounts: (await options.accounts?.(database)) ?? OPEN_HOUSE,
    otherNodes: aroundNodes(createPostgresNodes(url, database)),
    clock: Date.now,
    timer: SYSTEM_TIMER,
    chance,
    log: (entry) => logged.push(entry),
    hosts: 'any',
    ...(options.firstStart && { firstStart: options.firstStart }),
  });
  const request: PostgresNode['request'] = async (path, init) =>
    daybook.app.request(`http://localhost${path}`, init);
  return {
    daybook,
    eventLog,
    members,
    devices,
    logged,
    request,
    enrol: (name, workspace, session) => enrol({ request }, name, workspace, session),
    async close() {
      await daybook.stop();
      await database.close();
    },
  };
}
