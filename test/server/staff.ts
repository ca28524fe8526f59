import { hash } from 'node:crypto';
import type { EventLog } from '../../server/log/event-log.ts';
import { type ActorId, type Position, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { Role } from '../../shared/sync/people.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { instant } from '../support/ids.ts';
import { createNamedAccounts, type NamedAccounts } from '../support/named-accounts.ts';
import { startServer, type TestDevice, type TestServer, WORKSPACE } from '../support/server.ts';

export const OTHER = 'other' as WorkspaceId;
/** What somebody can be in the workspace; `former`: was a planner, and is nothing any more. */
export const STANDINGS = [...Role.options, 'former'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where they work: a database of one kind or another. */
export type StaffServer = Pick<
  TestServer,
  'daybook' | 'eventLog' | 'members' | 'request' | 'enrol' | 'close'
>;

/** All but when a device was heard of last. */
const STATE = [
  ...['events', 'commits', 'quarantine', 'members', 'enrolment_codes'].map(
    (table) => `SELECT * FROM ${table}`,
  ),
  'SELECT workspace, id, actor_id, name, commits_accepted, revoked_at FROM devices',
  'SELECT id, usual_session FROM workspaces',
];

/**
 * Two workspaces with somebody of each role in each, every one of them with a live and a revoked device. Who is of the
 * one workspace is nothing in the other.
 */
export type Staff<S extends StaffServer = TestServer> = {
  readonly server: S;
  readonly accounts: NamedAccounts;
  readonly clerkOf: (device: TestDevice) => Clerk;
  live(standing: Standing, workspace?: WorkspaceId): TestDevice;
  revoked(standing: Standing, workspace?: WorkspaceId): TestDevice;
  /** A new session of somebody, to enrol more devices with. */
  session(userId: ActorId): string;
  /** Everything that a request could have changed. */
  state(): Promise<string>;
  head(workspace?: WorkspaceId): Promise<Position>;
};

export function hireStaff(around?: (eventLog: EventLog) => EventLog): Promise<Staff> {
  return hireStaffAt(async (accounts) => {
    const server = await startServer({
      ...{ workspaces: WORKSPACES, accounts: () => accounts },
      ...(around && { around }),
    });
    const rows = async (asked: string): Promise<unknown[]> =>
      server.database.read(({ prepare }) => prepare(asked).all());
    return { server, rows };
  });
}

const WORKSPACES = [WORKSPACE, OTHER];

type Opened<S> = { readonly server: S; rows(asked: string): Promise<unknown[]> };

/** `open`: the server has both workspaces. */
export async function hireStaffAt<S extends StaffServer>(
  open: (accounts: NamedAccounts) => Promise<Opened<S>>,
): Promise<Staff<S>> {
  const accounts = createNamedAccounts();
  const { server, rows } = await open(accounts);
  const devices = new Map<string, TestDevice>();
  const clerks = new Map<TestDevice, Clerk>();
  const session = (userId: ActorId): string => accounts.begin(userId);

  for (const workspaceId of WORKSPACES) {
    for (const standing of STANDINGS) {
      const userId = personOf(standing, workspaceId);
      await accounts.people.admit({ name: standing, mail: `${userId}@example.test` }, workspaceId);
      const role = standing === 'former' ? 'planner' : standing;
      await server.members.grant({ workspaceId, userId, role, since: instant() });
      for (const state of ['live', 'revoked'])
        devices.set(
          `${workspaceId} ${standing} ${state}`,
          await server.enrol(state, workspaceId, session(userId)),
        );
    }
    const boss = found(devices, `${workspaceId} administrator live`);
    for (const standing of STANDINGS) {
      const name = `${workspaceId} ${standing} revoked`;
      const device = found(devices, name);
      await boss.send('DELETE', `/devices/${device.deviceId}`);
      // That ended its session; they have signed in again since.
      devices.set(name, device.as(session(personOf(standing, workspaceId))));
    }
    await server.members.withdraw(workspaceId, personOf('former', workspaceId));
  }

  return {
    server,
    accounts,
    session,
    live: (standing, workspace = WORKSPACE) => found(devices, `${workspace} ${standing} live`),
    revoked: (standing, workspace = WORKSPACE) => found(devices, `${workspace} ${standing} revoked`),
    clerkOf(device) {
      const clerk = clerks.get(device) ?? createClerk(device.sender);
      clerks.set(device, clerk);
      return clerk;
    },
    head: async (workspace = WORKSPACE) => (await server.eventLog.workspace(workspace))?.head ?? position(0),
    async state() {
      return hash('sha256', JSON.stringify(await Promise.all(STATE.map(rows))));
    },
  };
}

export function personOf(standing: Standing, workspace: WorkspaceId = WORKSPACE): ActorId {
  return `${standing}-of-${workspace}` as ActorId;
}

function found(devices: ReadonlyMap<string, TestDevice>, name: string): TestDevice {
  const device = devices.get(name);
  if (!device) throw new Error(`nobody has the device ${name}`);
  return device;
}
