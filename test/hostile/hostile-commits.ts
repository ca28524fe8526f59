import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import { type ActorId, type DeviceId, streamOf } from '../../shared/log/ids.ts';
import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { DEEDS } from '../server/deeds.ts';
import { GUEST, reserve } from '../support/commands.ts';
import { altered, createClerk, type Spoilable } from '../support/commits.ts';
import { commitId, eventId, reservationId, sessionId } from '../support/ids.ts';
import type { Random } from '../support/random.ts';
import { WORKSPACE } from '../support/server.ts';
import { type Organisation, OTHER, type Persona } from './organisation.ts';
import type { Asking } from './requests.ts';

export type Situation = {
  readonly persona: Persona;
  readonly organisation: Organisation;
  readonly chance: Random;
  /** Of the request: what is made for it has a name of its own. */
  readonly index: number;
};

const KINDS = Object.keys(DEEDS) as (keyof typeof DEEDS)[];
const NOBODY = { actorId: 'nobody' as ActorId, deviceId: 'nobodys' as DeviceId };

/** Commits as a device makes them. Only what the sender is can keep them out of the log. */
export function commitsOf({ persona, organisation, chance, index }: Situation): Commit[] {
  const clerk = createClerk(persona.device?.sender ?? NOBODY, index);
  const name = `hostile ${index}`;
  if (persona.role === 'administrator' || persona.role === 'planner') {
    const { given, done } = DEEDS[chance.pick(KINDS)](name, (persona.device?.sender ?? NOBODY).deviceId);
    return [...given, done].map((body) => clerk.commit(body, name));
  }
  const { name: on, commit } = chance.pick(organisation.prepared);
  clerk.learn(placedEvents(commit));
  return [clerk.commit(reserve(name, { A: 1 }, { guest: GUEST }), on)];
}

/** A push whose form is right, and that claims what is not so. */
export function forgedPush(situation: Situation): Asking {
  const { persona, organisation, chance } = situation;
  const envelope: Spoilable = {
    protocol: PROTOCOL,
    rules: 1,
    epoch: organisation.epoch,
    deviceId: persona.device?.deviceId ?? NOBODY.deviceId,
    commits: commitsOf(situation),
  };
  const workspace = chance.chance(0.05) ? OTHER : WORKSPACE;
  if (chance.chance(0.15)) chance.pick(OF_THE_FRAME)(envelope, situation);
  else {
    const last = envelope.commits.length - 1;
    const forge = chance.pick(OF_A_COMMIT);
    envelope.commits[last] = altered(envelope.commits[last], (copy) => forge(copy, situation));
  }
  return { method: 'POST', target: `/api/workspaces/${workspace}/commits`, value: envelope };
}

type Forgery = (copy: Spoilable, situation: Situation) => void;

const OF_THE_FRAME: readonly Forgery[] = [
  (push, { organisation, chance }) => Object.assign(push, { deviceId: chance.pick(organisation.found) }),
  (push) => Object.assign(push, { epoch: '11111111-1111-4111-8111-111111111111' }),
  (push, { chance }) => Object.assign(push, { protocol: chance.pick([0, 2, 1_000_000]) }),
  (push, { chance }) => Object.assign(push, { rules: chance.pick([0, 2, 1_000_000]) }),
  (push) => push.commits.push(...push.commits),
  (push) => push.commits.reverse(),
  (push) => Object.assign(push, { commits: Array(200).fill(push.commits.at(-1)) }),
  (push) => Object.assign(push, { workspaceId: OTHER, role: 'administrator', actorId: 'system' }),
];

const OF_A_COMMIT: readonly Forgery[] = [
  ofEachMeta((meta, { organisation, chance }) =>
    Object.assign(meta, { actorId: chance.pick(organisation.found) }),
  ),
  ofEachMeta((meta) => Object.assign(meta, { actorId: 'system' })),
  ofEachMeta((meta, { organisation, chance }) =>
    Object.assign(meta, { deviceId: chance.pick(organisation.found) }),
  ),
  ofEachMeta((meta, { index }) => Object.assign(meta, { compensates: [eventId(`nothing ${index}`)] })),
  ofEachMeta((meta, { index }) => Object.assign(meta, { undoes: eventId(`nothing ${index}`) })),
  ofEachMeta((meta, { chance }) =>
    Object.assign(meta, {
      occurredAt: chance.pick(['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']),
    }),
  ),
  (commit, { organisation, chance }) => {
    const [actorId, deviceId] = [chance.pick(organisation.found), chance.pick(organisation.found)];
    commit.submittedFor = { actorId, deviceId };
    for (const { facts } of commit.writes)
      for (const { meta } of facts) Object.assign(meta, { actorId, deviceId });
  },
  ofAFact((fact) => Object.assign(fact, { workspaceId: OTHER, position: 1, version: 1, recordedAt: 'now' })),
  ofAFact((fact, { organisation, chance }) =>
    Object.assign(fact, { submittedBy: { actorId: chance.pick(organisation.found), deviceId: 'x' } }),
  ),
  ofAFact((fact, { organisation, chance }) => Object.assign(fact, { id: eventOf(organisation, chance) })),
  ofAFact((fact, { index }) => Object.assign(fact, { id: eventId(`version 5 ${index}`) })),
  ofAFact((fact, { chance }) => Object.assign(fact, { schemaVersion: chance.pick([2, 10_000]) })),
  ofAFact((fact, { chance }) =>
    Object.assign(fact, {
      type: chance.pick(['ReservationPromoted', 'ReservationDeclined', 'AllSeatsGiven', 'SeatsAdded']),
    }),
  ),
  ofAFact((fact, { index }) =>
    Object.assign(fact.data, { reservationId: reservationId(`of another ${index}`) }),
  ),
  ofAFact((fact) => Object.assign(fact.data, { granted: { A: 100_000 } })),
  ofAFact((fact) => Object.assign(fact.data, { wanted: { A: 100_000 }, granted: {}, shortfall: 'refuse' })),
  (commit, { organisation, chance }) =>
    Object.assign(commit, { id: chance.pick(organisation.prepared).commit.id }),
  (commit, { index }) => Object.assign(commit, { id: commitId(`version 5 ${index}`) }),
  (commit, { chance }) =>
    Object.assign(commit, { deviceSequence: chance.pick([0, Number.MAX_SAFE_INTEGER]) }),
  (commit) => Object.assign(commit, { command: { type: 'x', said: '\u0000\ud800', __proto__: null } }),
  (commit) => Object.assign(commit, { command: { type: 'x', said: 'x'.repeat(32_800) } }),
  (commit) => commit.writes.push(structuredClone(commit.writes[0])),
  (commit) => Object.assign(commit.writes[0], { facts: Array(51).fill(commit.writes[0].facts[0]) }),
  (commit) => commit.writes[0].derived.push(commit.writes[0].facts[0]),
  (commit) => Object.assign(commit.writes[0], { derived: [] }),
  (commit, { chance }) => (commit.writes[0].expectedVersion += chance.pick([1, 1_000, 2 ** 40])),
  (commit) => Object.assign(commit.writes[0], { expectedVersion: 0, expectedEventId: null }),
  (commit, { organisation, chance }) =>
    Object.assign(commit.writes[0], { expectedEventId: eventOf(organisation, chance) }),
  (commit, { chance, organisation }) =>
    Object.assign(commit.writes[0], {
      streamId: chance.pick(organisation.prepared).commit.writes[0]?.streamId,
    }),
  (commit, { index }) =>
    Object.assign(commit.writes[0], { streamId: streamOf(sessionId(`nowhere ${index}`)) }),
];

function ofEachMeta(forge: Forgery): Forgery {
  return (commit, situation) => {
    for (const { facts } of commit.writes) for (const { meta } of facts) forge(meta, situation);
  };
}

function ofAFact(forge: Forgery): Forgery {
  return (commit, situation) =>
    forge(situation.chance.pick(situation.chance.pick(commit.writes as Spoilable[]).facts), situation);
}

function eventOf({ prepared }: Organisation, chance: Random): string | undefined {
  return chance.pick(prepared).commit.writes[0]?.facts[0]?.id;
}
