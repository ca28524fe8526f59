import * as v from 'valibot';
import { FACTS } from '../../shared/access/permissions.ts';
import { eventData, isKnownType } from '../../shared/booking/events.ts';
import { Commit, factsOf } from '../../shared/log/commit.ts';
import { PushReply, type Receipt } from '../../shared/sync/protocol.ts';
import type { Persona } from './organisation.ts';
import type { Draft } from './requests.ts';
import type { Answer } from './wire.ts';

/** What the server said that it did: nothing else may have changed in the end. */
export type Ledger = {
  /** How far the log went before. */
  readonly head: number;
  /** Whose work may be handed in: each device of the workspace, and its person. */
  readonly authors: ReadonlyMap<string, string>;
  readonly accepted: Set<string>;
  /** Commit → the device that sent it. */
  readonly rejected: Map<string, string>;
  /** Commits that came, and whose answer went to nobody. */
  readonly unanswered: Set<string>;
  readonly settled: Set<string>;
  readonly devices: Set<string>;
  readonly members: Set<string>;
  readonly outcomes: Map<string, number>;
  /** Made for others to enrol with. */
  codes: number;
  signIns: number;
  signOnsBegun: number;
};

export function createLedger(head: number, personas: readonly Persona[]): Ledger {
  const here = personas.flatMap(({ name, userId, device }) =>
    device && userId && name !== 'foreign' ? [[device.deviceId, userId] as const] : [],
  );
  return {
    head,
    authors: new Map(here),
    accepted: new Set(),
    rejected: new Map(),
    unanswered: new Set(),
    settled: new Set(),
    devices: new Set(),
    members: new Set(),
    outcomes: new Map(),
    codes: 0,
    signIns: 0,
    signOnsBegun: 0,
  };
}

/** Writes down what the answer says was done, and returns what should not have been done for this person. */
export function note(ledger: Ledger, { persona, draft, answer }: Asked): string[] {
  const { status } = answer;
  if (status < 200 || status > 299 || READING.has(draft.method)) return [];
  const path = pathOf(draft.target);
  const [, what = ''] = /^\/api\/workspaces\/main\/([a-z]+)/.exec(path) ?? [];
  const { device, role, isLive } = persona;
  const isHere = role !== undefined;
  switch (`${draft.method} ${what || path}`) {
    case 'POST commits':
      return notePush(ledger, { persona, draft, answer });
    case 'POST quarantine': {
      const id = path.split('/').at(-1) ?? '';
      const receipt = JSON.parse(answer.body) as Receipt;
      ledger.settled.add(id);
      if (receipt.outcome === 'accepted') ledger.accepted.add(id);
      return isLive && (role === 'administrator' || role === 'planner') ? [] : [`settled ${id}`];
    }
    case 'POST devices':
      ledger.devices.add(JSON.parse(answer.body).deviceId);
      return isHere ? [] : ['enrolled a device'];
    case 'POST members':
      ledger.members.add(JSON.parse(answer.body).userId);
      return isLive && device && role === 'administrator' ? [] : ['admitted somebody'];
    case 'POST enrolment':
      ledger.codes += 1;
      return isLive && (role === 'administrator' || role === 'planner') ? [] : ['made an enrolment code'];
    case 'POST /api/auth/sign-in/email':
      ledger.signIns += 1;
      return [];
    case 'POST /api/auth/sign-in/oidc':
      ledger.signOnsBegun += 1;
      return [];
    case 'POST /api/auth/sign-out':
      return [];
    default:
      return [`${status} to ${draft.method} ${path}`];
  }
}

type Asked = { readonly persona: Persona; readonly draft: Draft; readonly answer: Answer };

const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

function pathOf(target: string): string {
  const url = URL.canParse(target, 'http://x') ? new URL(target, 'http://x') : undefined;
  const path = url?.pathname.replace(/\/$/, '') ?? target;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function notePush(ledger: Ledger, { persona, draft, answer }: Asked): string[] {
  const { receipts } = v.parse(PushReply, JSON.parse(answer.body));
  const sent = (JSON.parse(new TextDecoder().decode(draft.body)) as { commits: unknown[] }).commits;
  if (sent.length !== receipts.length) return [`${receipts.length} receipts for ${sent.length} commits`];
  return receipts.flatMap((receipt, index) => {
    const { commitId, outcome } = receipt;
    const code = 'problem' in receipt ? `: ${receipt.problem.type.replace('/problems/', '')}` : '';
    count(ledger.outcomes, `${outcome}${code}`);
    if (code === ': internal') return [`${commitId} brought a bug to light`];
    if (outcome === 'rejected') ledger.rejected.set(commitId, persona.device?.deviceId ?? '');
    if (outcome !== 'accepted' || ledger.accepted.has(commitId)) return [];
    // What was there before anybody was hostile is said again to who repeats it (P3).
    if (receipt.lastPosition <= ledger.head) return [];
    ledger.accepted.add(commitId);
    const why = whyNot(sent[index], persona, ledger.authors);
    return why ? [`${commitId} was accepted, and ${why}`] : [];
  });
}

/** Who ends the connection with the last byte gets no answer; what came is done all the same. */
export function noteUnanswered({ unanswered }: Ledger, { body }: Draft): void {
  for (const [, id = ''] of String(body).matchAll(/"id":"([0-9a-f-]{36})","deviceSequence"/g))
    unanswered.add(id);
}

/** Why a commit may not be in the log: what P6 asks, said once more and independently of how the server does it. */
function whyNot(
  sent: unknown,
  { device, role, isLive }: Persona,
  authors: Ledger['authors'],
): string | undefined {
  if (!device || !isLive) return 'the device may not call';
  const { success, output: commit } = v.safeParse(Commit, sent);
  if (!success) return 'it does not have the form of a commit';
  const claimed = commit.submittedFor ?? device.sender;
  if (authors.get(claimed.deviceId) !== claimed.actorId) return 'its author has no such device here';
  for (const { event } of factsOf(commit)) {
    const { type, data, meta } = event;
    if (!isKnownType(type) || !v.is(eventData[type], data)) return `${type} does not fit its schema`;
    if (!Object.hasOwn(FACTS, type)) return `${type} is nobody’s fact`;
    if (!FACTS[type as keyof typeof FACTS].some((one) => one === role))
      return `${role} may not record ${type}`;
    if (meta.actorId === 'system') return 'nobody is the server';
    if (meta.actorId !== claimed.actorId || meta.deviceId !== claimed.deviceId) return 'somebody else did it';
  }
  return undefined;
}

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
