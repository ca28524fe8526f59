import * as v from 'valibot';
import type { Commit } from '../../shared/log/commit.ts';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { Role, SetUpReply } from '../../shared/sync/people.ts';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { enrol, json, type TestDevice, WORKSPACE } from '../support/server.ts';
import type { ServerProcess } from '../support/server-process.ts';

export const OTHER = 'other' as WorkspaceId;
/** Sessions that field staff can be hostile on. */
const PREPARED = 150;
const PASSWORD = 'a long password';

/** Somebody who asks: with which cookies, and what they are in the workspace that is asked about. */
export type Persona = {
  readonly name: string;
  readonly cookie: string;
  readonly userId: ActorId | undefined;
  /** Undefined: not a member, any more. */
  readonly role: Role | undefined;
  readonly device: TestDevice | undefined;
  /** The device may call. */
  readonly isLive: boolean;
};

/** A session that is there for field staff. */
export type Prepared = { readonly name: string; readonly commit: Commit };

/** Two workspaces, and everybody who could be at the door of the first. */
export type Organisation = {
  readonly personas: readonly Persona[];
  readonly epoch: Epoch;
  /** What opened something once, and what somebody knows. */
  readonly secrets: readonly string[];
  /** Ids that somebody might get hold of: of people, devices and commits, here and in the other workspace. */
  readonly found: readonly string[];
  readonly prepared: readonly Prepared[];
  /** One that nobody is hostile on. */
  readonly quiet: Prepared;
};

/** `start`: the server with these settings, on data that stay. It is left running. */
export async function foundOrganisation(
  start: (env: NodeJS.ProcessEnv) => Promise<ServerProcess>,
): Promise<{ readonly server: ServerProcess; readonly organisation: Organisation }> {
  const elsewhere = await start({ WORKSPACE: OTHER });
  const stranger = await setUp(elsewhere, 'foreign');
  const theirs = await deviceOf(elsewhere, stranger, OTHER);
  await elsewhere.end('SIGTERM');

  const server = await start({ WORKSPACE });
  const boss = await setUp(server, 'administrator');
  const bossDevice = await deviceOf(server, boss, WORKSPACE);
  const personas: Persona[] = [persona(boss, 'administrator', bossDevice)];
  for (const [name, role] of STAFF) {
    const somebody = await admitted(server, { name, role, boss: bossDevice });
    personas.push(persona(somebody, role, await deviceOf(server, somebody, WORKSPACE)));
  }
  const [former, lost, planner] = ['former', 'lost', 'planner'].map((name) => found(personas, name));
  if (!former?.device || !lost?.device || !planner) throw new Error('somebody is missing');
  await bossDevice.send('DELETE', `/members/${former.userId}`);
  await bossDevice.send('DELETE', `/devices/${lost.device.deviceId}`);
  // That ended its session.
  const again = lost.device.as(await signIn(server, 'lost'));
  const [quiet, ...prepared] = await prepare(bossDevice);
  const foreign = { name: 'foreign', userId: stranger.userId, cookie: theirs.cookie };

  return {
    server,
    organisation: {
      epoch: bossDevice.epoch,
      secrets: [setUpToken(server), setUpToken(elsewhere), PASSWORD],
      prepared,
      quiet,
      found: [...personas.flatMap(idsOf), stranger.userId, theirs.deviceId, theirs.epoch],
      personas: [
        ...personas.filter((one) => one !== former && one !== lost),
        { ...former, role: undefined },
        { ...lost, cookie: again.cookie, device: again, isLive: false },
        { ...foreign, role: undefined, device: theirs.to(WORKSPACE), isLive: true },
        {
          ...planner,
          name: 'not enrolled',
          cookie: await signIn(server, 'planner'),
          device: undefined,
          isLive: false,
        },
        { name: 'nobody', cookie: '', userId: undefined, role: undefined, device: undefined, isLive: false },
      ],
    },
  };
}

const STAFF: readonly (readonly [name: string, role: Role])[] = [
  ...Role.options.filter((role) => role !== 'administrator').map((role) => [role, role] as const),
  ['former', 'planner'],
  ['lost', 'field'],
];

type Somebody = { readonly name: string; readonly userId: ActorId; readonly session: string };

function persona({ name, userId }: Somebody, role: Role, device: TestDevice): Persona {
  return { name, userId, role, device, cookie: device.cookie, isLive: true };
}

function idsOf({ userId, device }: Persona): string[] {
  return [userId, device?.deviceId].filter((id) => id !== undefined);
}

function found(personas: readonly Persona[], name: string): Persona | undefined {
  return personas.find((one) => one.name === name);
}

async function setUp(server: ServerProcess, name: string): Promise<Somebody> {
  const body = {
    token: setUpToken(server),
    ...accountOf(name),
    workspaceName: `The book of ${name}`,
    samples: false,
  };
  const answer = await ask(server)('/api/set-up', json('POST', body));
  const { userId } = v.parse(SetUpReply, await answer.json());
  return { name, userId, session: await signIn(server, name) };
}

function setUpToken(server: ServerProcess): string {
  return /Set it up, once: \S+#(\S+)/.exec(server.output())?.[1] ?? '';
}

type Admission = { readonly name: string; readonly role: Role; readonly boss: TestDevice };

async function admitted(server: ServerProcess, { name, role, boss }: Admission): Promise<Somebody> {
  const answer = await boss.send('POST', '/members', { ...accountOf(name), role });
  const { userId } = (await answer.json()) as { userId: ActorId };
  return { name, userId, session: await signIn(server, name) };
}

async function signIn(server: ServerProcess, name: string): Promise<string> {
  const { email, password } = accountOf(name);
  const answer = await ask(server)('/api/auth/sign-in/email', json('POST', { email, password }));
  if (answer.status !== 204) throw new Error(`${name} cannot sign in: ${answer.status}`);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

export function accountOf(name: string): { name: string; email: string; password: string } {
  return { name, email: `${name}@example.test`, password: PASSWORD };
}

function deviceOf(
  server: ServerProcess,
  { name, session }: Somebody,
  workspace: WorkspaceId,
): Promise<TestDevice> {
  return enrol({ request: ask(server) }, `Phone of ${name}`, workspace, session);
}

function ask({ address }: ServerProcess): (path: string, init?: RequestInit) => Promise<Response> {
  return (path, init) => fetch(`${address}${path}`, init);
}

async function prepare(boss: TestDevice): Promise<[Prepared, ...Prepared[]]> {
  const clerk = createClerk(boss.sender);
  const prepared = (name: string): Prepared => ({
    name,
    commit: clerk.commit(schedule({ A: 10_000 }), name),
  });
  const all: [Prepared, ...Prepared[]] = [prepared('quiet')];
  while (all.length < PREPARED) all.push(prepared(`prepared ${all.length}`));
  const receipts = await boss.push(...all.map(({ commit }) => commit));
  if (receipts.some(({ outcome }) => outcome !== 'accepted')) throw new Error('a session was not recorded');
  return all;
}
