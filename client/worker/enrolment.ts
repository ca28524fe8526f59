import * as v from 'valibot';
import type { Instant, WorkspaceId } from '../../shared/log/ids.ts';
import { WorkspaceId as WorkspaceIdSchema } from '../../shared/log/ids.ts';
import type { EnrolByCode } from '../../shared/sync/people.ts';
import { Problem } from '../../shared/sync/problem.ts';
import { Devices, EnrolReply, Workspaces } from '../../shared/sync/protocol.ts';
import type { Enrolled, Started } from './api.ts';
import type { DeviceRegister, Enrolment } from './log/device-register.ts';
import { openFor, signInWays, whoIsSignedIn } from './signing-in.ts';

type Beginning = Extract<Started, { kind: 'enrol' | 'sign-in' }>;

const Invitation = v.object({
  ...Problem.entries,
  enrol: v.object({ workspaces: v.array(v.object({ id: WorkspaceIdSchema, name: v.string() })) }),
});

/**
 * Nobody's device is in use in this browser, or perhaps not that of who is signed in. Whoever was here before goes on
 * with theirs; anybody else is offered to enrol: where, and what is known of the browser from before (L8).
 */
export async function beginning(register: DeviceRegister): Promise<Enrolment | Beginning> {
  const own = await ownInUse(register);
  if (own) return own;
  try {
    const response = await fetch('/api/workspaces');
    const body: unknown = await response.json();
    const invitation = v.safeParse(Invitation, body);
    if (invitation.success)
      return { kind: 'enrol', reachable: true, workspaces: invitation.output.enrol.workspaces };
    const ways = await signInWays();
    if (ways && response.status === 401) return { kind: 'sign-in', ways };
    const workspaces = v.parse(Workspaces, body).map(({ id, name }) => ({ id, name }));
    const who = ways && (await whoIsSignedIn());
    const own = who && (await register.of(who.userId)).find((one) => isAmong(workspaces, one));
    if (own) {
      await register.enter(own);
      return own;
    }
    const lost = await knownFromBefore(workspaces);
    return {
      ...{ kind: 'enrol', reachable: true, workspaces },
      ...(who && { signedInAs: who.name }),
      ...(lost && { lost }),
    };
  } catch {
    return { kind: 'enrol', reachable: false, workspaces: [] };
  }
}

/** Without the network, or a session, it stays that of who was here: they work on (C6). */
async function ownInUse(register: DeviceRegister): Promise<Enrolment | undefined> {
  const current = await register.current();
  const who = current && (await whoIsSignedIn().catch(() => undefined));
  return who ? openFor(who, register) : current;
}

function isAmong(workspaces: readonly { id: WorkspaceId }[], { workspaceId }: Enrolment): boolean {
  return workspaces.some(({ id }) => id === workspaceId);
}

/** The cookie outlived the storage: the server still knows this browser. */
async function knownFromBefore(
  workspaces: readonly { id: WorkspaceId }[],
): Promise<{ name: string; commitsAccepted: number } | undefined> {
  for (const { id } of workspaces) {
    const response = await fetch(`/api/workspaces/${id}/devices`);
    const devices = v.safeParse(Devices, await response.json());
    const before = devices.success ? devices.output.find((device) => device.current) : undefined;
    if (before) return { name: before.name, commitsAccepted: before.commitsAccepted };
  }
  return undefined;
}

type NotEnrolled = Exclude<Enrolled, { kind: 'ready' }>;
type Enrolling = { readonly workspaceId: WorkspaceId; readonly now: Instant };

export function enrol(
  register: DeviceRegister,
  { name, ...enrolling }: Enrolling & { readonly name: string },
): Promise<Enrolment | NotEnrolled> {
  return ask(register, enrolling, {
    path: `/api/workspaces/${enrolling.workspaceId}/devices`,
    body: { name },
  });
}

/** By what a planner shows: whoever was here is put away, as when somebody else signs in. */
export async function enrolByCode(
  register: DeviceRegister,
  code: EnrolByCode,
  now: Instant,
): Promise<'enrolled' | NotEnrolled> {
  const enrolling = { workspaceId: code.workspaceId, now };
  const enrolled = await ask(register, enrolling, { path: '/api/enrol', body: code });
  return 'kind' in enrolled ? enrolled : 'enrolled';
}

async function ask(
  register: DeviceRegister,
  { workspaceId, now }: Enrolling,
  { path, body }: { readonly path: string; readonly body: object },
): Promise<Enrolment | NotEnrolled> {
  let response: Response;
  let answer: unknown;
  await register.doubt();
  try {
    const headers = { 'content-type': 'application/json' };
    response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    answer = await response.json();
  } catch {
    return { kind: 'offline' };
  }
  if (!response.ok) {
    await register.trust();
    return { kind: 'refused', problem: v.parse(Problem, answer) };
  }
  const { actorId, deviceId, epoch, name } = v.parse(EnrolReply, answer);
  const enrolment = { workspaceId, actorId, deviceId, epoch, name, enrolledAt: now };
  await register.enter(enrolment);
  return enrolment;
}
