import * as v from 'valibot';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import { PROTOCOL, PullReply, PushReply, Workspaces } from '../../shared/sync/protocol.ts';
import { addSeats, GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { gist, WORKSPACE } from '../support/server.ts';
import { BASE, post } from './everyday-requests.ts';
import { type Organisation, OTHER, type Persona } from './organisation.ts';
import type { Asking } from './requests.ts';
import type { Answer } from './wire.ts';

/** What somebody does who means well, between what others do; and what has to come of it. */
export type Everyday = { next(): { readonly asking: Asking; wrong(answer: Answer): string[] } };

/** The day does not end: the last of these is followed by the first. */
const DEEDS = ['workspaces', 'session', 'push', 'pull'] as const;

export function createEveryday(persona: Persona, organisation: Organisation): Everyday {
  const { device, role } = persona;
  const { epoch, quiet } = organisation;
  const clerk = device && createClerk(device.sender, 7);
  if (role !== 'administrator' && role !== 'planner') clerk?.learn(placedEvents(quiet.commit));
  let done = 0;
  let last: { readonly commit: Commit; readonly position: number } | undefined;

  const deeds: Record<(typeof DEEDS)[number], () => ReturnType<Everyday['next']>> = {
    workspaces: () => ({
      asking: get('/api/workspaces'),
      wrong: (answer) => differing(answer, workspacesOf(persona)),
    }),
    session: () => ({
      asking: get('/api/auth/session'),
      wrong: (answer) => differing(answer, sessionOf(persona)),
    }),
    push() {
      const commit = clerk && nextCommit(clerk, persona, done);
      const value = {
        protocol: PROTOCOL,
        rules: 1,
        epoch,
        deviceId: device?.deviceId ?? 'none',
        commits: [commit ?? quiet.commit],
      };
      return {
        asking: post(`${BASE}/commits`, value),
        wrong(answer) {
          const got = outcomeOf(answer);
          if (got.endsWith('accepted') && commit)
            last = { commit, position: v.parse(PushReply, JSON.parse(answer.body)).head };
          return pushed(persona).includes(got) ? [] : [`a push came to ${got}`];
        },
      };
    },
    pull() {
      const after = last ? last.position - (last.commit.writes[0]?.facts.length ?? 0) : 0;
      return {
        asking: get(`${BASE}/events?epoch=${epoch}&after=0&limit=1`),
        wrong: (answer) => [
          ...statusOf(answer, pulled(persona)),
          ...(answer.status === 200 ? pageFlaws(answer, after) : []),
        ],
      };
    },
  };

  return {
    next() {
      done += 1;
      return deeds[DEEDS[done % DEEDS.length] ?? 'pull']();
    },
  };
}

function get(target: string): Asking {
  return { method: 'GET', target };
}

function nextCommit(clerk: Clerk, { name, role }: Persona, done: number): Commit {
  const usual = `usual ${name}`;
  const plans = role === 'administrator' || role === 'planner';
  if (plans) return clerk.commit(done <= DEEDS.length ? schedule({ A: 10 }) : addSeats('A', 1), usual);
  return clerk.commit(reserve(`${usual} ${done}`, { A: 1 }, { guest: GUEST }), 'quiet');
}

function workspacesOf({ name, role }: Persona): object | number {
  if (name === 'nobody') return 401;
  if (name === 'foreign') return [{ id: OTHER, role: 'administrator' }];
  return role ? [{ id: WORKSPACE, role }] : [];
}

function sessionOf({ name, userId }: Persona): object | number {
  return userId ? { userId, name: name === 'not enrolled' ? 'planner' : name } : 401;
}

function pushed({ name, role }: Persona): string[] {
  if (name === 'nobody' || name === 'not enrolled') return ['401'];
  if (name === 'foreign') return ['404'];
  if (name === 'former') return ['rejected: role-withdrawn', 'rejected: quarantine-full'];
  if (name === 'lost') return ['rejected: device-revoked', 'rejected: quarantine-full'];
  return role === 'auditor' ? ['rejected: not-permitted', 'rejected: quarantine-full'] : ['accepted'];
}

function pulled({ name }: Persona): number {
  if (name === 'nobody' || name === 'not enrolled' || name === 'lost') return 401;
  if (name === 'foreign') return 404;
  return name === 'former' ? 403 : 200;
}

function outcomeOf({ status, body }: Answer): string {
  if (status !== 200) return String(status);
  return gist(v.parse(PushReply, JSON.parse(body)).receipts[0]);
}

function statusOf({ status }: Answer, wanted: number): string[] {
  return status === wanted ? [] : [`a pull was answered ${status} instead of ${wanted}`];
}

/** The log begins as it did, and is at least as long as what was acknowledged. */
function pageFlaws({ body }: Answer, atLeast: number): string[] {
  const page = v.safeParse(PullReply, JSON.parse(body));
  if (!page.success) return ['a page has another form'];
  const { head, events } = page.output;
  if (head < atLeast) return [`the log ends at ${head}, and ${atLeast} was acknowledged`];
  return events[0]?.position === 1 ? [] : ['a page does not begin at its beginning'];
}

function differing({ status, body }: Answer, wanted: object | number): string[] {
  if (typeof wanted === 'number') return status === wanted ? [] : [`${status} instead of ${wanted}`];
  if (status !== 200) return [`${status} instead of 200`];
  const got = JSON.parse(body);
  const plain = Array.isArray(wanted) ? v.parse(Workspaces, got).map(({ id, role }) => ({ id, role })) : got;
  return JSON.stringify(plain) === JSON.stringify(wanted)
    ? []
    : [`${body} instead of ${JSON.stringify(wanted)}`];
}
