import type { Draft } from '../../../client/worker/api.ts';
import { mayAsk } from '../../../shared/access/permissions.ts';
import { factsOf } from '../../../shared/log/commit.ts';
import { type ReservationId, sessionOf } from '../../../shared/log/ids.ts';
import type { Role } from '../../../shared/sync/people.ts';
import type { Random } from '../../support/random.ts';
import type { Device, Person } from '../device.ts';
import { submit } from '../submit.ts';
import type { World } from '../world.ts';
import { lookForKept, SETTLES } from './desk-work.ts';
import { handOver } from './hand-over.ts';

/** What is decided about people and their devices while they are away and go on working. */
export const STAFF = {
  'role-changed'(world: World, chance: Random): void {
    const device = awayFromNetwork(world, chance);
    const { person } = device;
    const before = person.role;
    const role = chance.pick(ROLES.filter((other) => other !== before));
    give(world, person, role, lasting(chance));
    world.lasting('the role of before', 2 * lasting(chance), () => () => {
      give(world, person, before, lasting(chance));
    });
    goOnSoon(world, device, chance);
    lookForKept(world, chance);
  },
  'member-withdrawn'(world: World, chance: Random): void {
    const { office, chronicle } = world;
    const device = awayFromNetwork(world, chance);
    const { person } = device;
    goOnSoon(world, device, chance);
    void office.withdraw(person.actorId).then((isDone) => isDone && chronicle.note('member-withdrawn'));
    const comesBack = chance.chance(0.7);
    world.lasting('a member again', 2 * lasting(chance), () => () => {
      if (comesBack) void office.admit(person.actorId, person.role);
    });
    lookForKept(world, chance);
  },
  'device-revoked'(world: World, chance: Random): void {
    const { fleet, office, profile, chronicle } = world;
    if (fleet.devices.length > profile.devices) return;
    const device = awayFromNetwork(world, chance);
    const foundAfter = lasting(chance);
    void office.revoke(device.enrolment.deviceId).then((isDone) => {
      if (isDone) chronicle.note('device-revoked');
      // Which ended the session there.
      world.lasting('a revoked device is found', foundAfter, () => () => {
        fleet.signIn(device);
        goOnSoon(world, device, chance);
      });
    });
    world.later(lasting(chance), 'somebody takes another device', () => void fleet.enrol(device.person));
    device.isLost ||= chance.chance(0.25);
    lookForKept(world, chance);
  },
};

/** In milliseconds. */
const CARRIED_WITHIN = 20_000;
/** Of the files: from others, what somebody cut off did is only kept. */
const BY_PLANNERS = 0.7;
const ROLES: readonly Role[] = ['planner', 'field', 'auditor'];

function give({ office, chronicle, later }: World, person: Person, role: Role, heardAfter: number): void {
  void office.admit(person.actorId, role).then((isDone) => isDone && chronicle.note('role-changed'));
  later(heardAfter, `${person.actorId} hears of a role`, () => {
    person.role = role;
  });
}

/** Somebody who works where no network is, while others decide about them. */
function awayFromNetwork(world: World, chance: Random): Device {
  const device = world.fleet.any(chance);
  loseNetwork(world, device, lasting(chance));
  world.laterSomebody(chance.next() * CARRIED_WITHIN, 'a file is made', () => {
    const [from] = device.tabs;
    const { devices } = world.fleet;
    const planners = devices.filter(({ person }) => mayAsk(person.role, SETTLES));
    const couriers = planners.length > 0 && chance.chance(BY_PLANNERS) ? planners : devices;
    const [to] = couriers.length > 0 ? chance.pick(couriers).tabs : [];
    if (from && to && to.device !== device) handOver(world, from, to).catch(() => undefined);
  });
  return device;
}

function goOnSoon(world: World, device: Device, chance: Random): void {
  for (let times = 0; times < GO_ON; times++) {
    world.laterSomebody(chance.next() * CARRIED_WITHIN, 'somebody goes on', () =>
      goOnWith(world, device, chance),
    );
  }
}

const GO_ON = 3;

/** A colleague goes on with the booking that was begun last on this device, which may have been kept apart. */
function goOnWith(world: World, { enrolment }: Device, chance: Random): void {
  const { chronicle, fleet } = world;
  const last = chronicle.saved.of(enrolment.deviceId).findLast(({ commit }) => begunIn(commit) !== undefined);
  const [tab] = fleet.devices.length > 0 ? fleet.any(chance).tabs : [];
  if (!last || !tab?.alive || tab.frozen || !tab.daybook) return;
  const draft = begunIn(last.commit);
  if (draft) submit(world, tab, draft);
}

function begunIn(commit: Parameters<typeof factsOf>[0]): Draft | undefined {
  const fact = factsOf(commit).find(({ event }) => event.type === 'SeatsReserved');
  if (!fact) return undefined;
  const { streamId, event } = fact;
  const reservationId = event.data.reservationId as ReservationId;
  return { type: 'ReserveSeats', sessionId: sessionOf(streamId), reservationId, seats: { A: 1 } };
}

export function loseNetwork(world: World, { link }: Device, milliseconds: number): void {
  world.lasting('partition', milliseconds, (bites) => {
    link.cut = { how: 'both', bites };
    return () => {
      link.cut = undefined;
    };
  });
}

/** Mostly seconds, now and then minutes. */
export function lasting(chance: Random): number {
  return chance.next() * chance.pick([500, 5_000, 30_000, 120_000]);
}
