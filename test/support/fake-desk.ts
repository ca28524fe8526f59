import { keptRows } from '../../client/view/quarantine.ts';
import type { Desk } from '../../client/worker/api.ts';
import { createBook } from '../../shared/booking/book.ts';
import type { ActorId, DeviceId, Instant } from '../../shared/log/ids.ts';
import type { ManagedDevices, Members } from '../../shared/sync/people.ts';
import type { ProblemCode } from '../../shared/sync/problem-code.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import { checkIn, reserve, schedule } from './commands.ts';
import { createClerk } from './commits.ts';

/** The server's side of the desk, for looking at it: some of everything, and what is asked is done or refused. */
export function createFakeDesk(now: string): Desk {
  const done = { kind: 'done', value: undefined } as const;
  const devices = devicesAt(now);
  const kept = keptAt(now, devices);
  return {
    who: async () => ({ kind: 'done', value: { userId: 'mira' as ActorId, name: 'Mira' } }),
    changePassword: async () => ({ kind: 'refused', problem: problem('credentials', 403) }),
    signOutEverywhere: async () => ({ kind: 'offline' }),
    members: async () => ({ kind: 'done', value: membersAt(now) }),
    admit: async () => ({ kind: 'done', value: { userId: 'greta' as ActorId, hasFirstPassword: true } }),
    givePassword: async () => ({ kind: 'refused', problem: problem('account-of-others', 409) }),
    withdraw: async () => ({ kind: 'refused', problem: problem('last-administrator', 409) }),
    chooseUsualSession: async () => ({ kind: 'offline' }),
    devices: async () => ({ kind: 'done', value: devices }),
    revoke: async () => done,
    makeEnrolmentCode: async () => ({
      kind: 'done',
      value: { code: 'k7mp-x2ra-9hvd-t4ws', expiresAt: before(now, -10) },
    }),
    quarantine: async () => ({ kind: 'done', value: keptRows(kept, createBook(), devices) }),
    keptCount: async () => ({ kind: 'done', value: { waiting: kept.filter((one) => !one.setAside).length } }),
    release: async () => ({ kind: 'refused', problem: problem('session-unknown', 422) }),
    keepAside: async () => done,
  };
}

function before(now: string, minutes: number): Instant {
  return new Date(Date.parse(now) - minutes * 60_000).toISOString() as Instant;
}

const STAFF = [
  ['mira', 'Mira', 'administrator'],
  ['noor', 'Noor Achterberg-Vandenbroucke', 'planner'],
  ['felix', 'Felix', 'field'],
  ['anton', 'Anton', 'auditor'],
] as const;

function membersAt(now: string): Members {
  return STAFF.map(([userId, name, role], index) => ({
    userId: userId as ActorId,
    role,
    name,
    since: before(now, 60 * 24 * (index + 1)),
    email: `${userId}@a-rather-long-organisation.example`,
  }));
}

function devicesAt(now: string): ManagedDevices {
  const device = (id: string, name: string, actorId: string): ManagedDevices[number] => ({
    deviceId: id as DeviceId,
    actorId: actorId as ActorId,
    name,
    person: STAFF.find(([userId]) => userId === actorId)?.[1] ?? null,
    enrolledAt: before(now, 9_000),
    lastContactAt: before(now, 3),
    commitsAccepted: 1_204,
    revokedAt: null,
    current: false,
    appVersion: '0.1.0',
  });
  return [
    { ...device('tablet-at-the-gate', 'Tablet at the gate', 'mira'), current: true },
    { ...device('desk', 'Noor’s desk', 'noor'), commitsAccepted: 1, lastContactAt: before(now, 3_000) },
    { ...device('phone', 'Lost phone', 'felix'), revokedAt: before(now, 30) },
    { ...device('new', 'Spare', 'felix'), commitsAccepted: 0, lastContactAt: null, appVersion: null },
  ];
}

/** Felix lost his phone with a session on it, a booking and a check-in that build on it, and two bad jokes. */
function keptAt(now: string, devices: ManagedDevices): Quarantine {
  const [self, , phone] = devices as [ManagedDevices[number], ManagedDevices[number], ManagedDevices[number]];
  const grace = { name: 'Grace', phone: '+43 660 1234567' };
  const commits = createClerk(phone).commits(
    schedule({ Seat: 6 }),
    reserve('grace', { Seat: 2 }, { guest: grace }),
    checkIn('grace', 2),
    reserve('nobody', { Seat: 1 }, { guest: { ...grace, name: 'Nobody' } }),
    reserve('mira', { Seat: 1 }, { guest: { ...grace, name: 'Somebody' } }),
  );
  const why: readonly ProblemCode[] = [
    ...(['device-revoked', 'device-revoked', 'depends-on', 'device-revoked'] as const),
    'actor',
  ];
  const setAside = { at: before(now, 5), by: self, reason: 'There is no such guest' };
  return commits.map((commit, index) => ({
    commitId: commit.id,
    commit,
    keptAt: before(now, 20),
    submittedBy: phone,
    problem: problem(why[index] ?? 'internal', 403),
    setAside: index === 3 ? setAside : null,
  }));
}
