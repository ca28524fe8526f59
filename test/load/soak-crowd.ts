import { setTimeout } from 'node:timers/promises';
import type { EventLog } from '../../client/worker/log/event-log.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import { schedule } from '../support/drafts.ts';
import {
  type Enrolled,
  enrolAt,
  type NetworkedDevice,
  openNetworkedDevice,
} from '../support/networked-device.ts';
import { random } from '../support/random.ts';
import { createSteadyWork, newIdBy, type SteadyWork } from '../support/steady-work.ts';
import { createLeanLog, createShelf } from './lean-log.ts';
import type { Account } from './soak-account.ts';

/** Devices of others, which work at a steady pace, and come and go. */
export type Crowd = {
  /** Timers that wait on the devices that are open, for one of them. */
  timersPerDevice(): number;
  /** All are there and do nothing any more; what they did has come to the server, or takes too long to. */
  rest(): Promise<void>;
  /** Once they rest. */
  account(): Promise<Account['crowd']>;
  stop(): Promise<void>;
};

export type CrowdOptions = {
  readonly seed: number;
  /** How many times as fast as they would. */
  readonly hurry?: number;
};

const DEVICES = 4;
/** In milliseconds: from one action to the next, over all devices; from one device's leaving to the next; how long it
 * stays away; from one new session to the next. */
const ACTION_EVERY = 1_000;
const LEAVE_EVERY = 15_000;
const AWAY = 2_000;
const SESSION_EVERY = 60_000;
/** How long the last of them may take to be rid of what they did, and how often that is looked at. */
const RESTS_WITHIN = 60_000;
const LOOK_EVERY = 100;
/** So many sessions are worked on, the newest; and so many bookings each device goes on with. */
const OPEN_SESSIONS = 5;
const BOOKINGS = 10;

type Member = {
  readonly enrolled: Enrolled;
  readonly log: EventLog;
  readonly work: SteadyWork;
  device: NetworkedDevice | undefined;
};

export async function gatherCrowd(address: string, { seed, hurry = 1 }: CrowdOptions): Promise<Crowd> {
  const chance = random(seed);
  const sessions: SessionId[] = [];
  const shelf = createShelf();
  const members: Member[] = [];
  const open = (enrolled: Enrolled, log: EventLog): Promise<NetworkedDevice> =>
    openNetworkedDevice(enrolled, { address, log });
  for (let index = 0; index < DEVICES; index++) {
    const enrolled = await enrolAt(address, `Device ${index}`);
    const log = createLeanLog(shelf);
    const work = createSteadyWork({ chance, sessions, bookings: BOOKINGS });
    members.push({ enrolled, log, work, device: await open(enrolled, log) });
  }
  const present = (): NetworkedDevice[] => members.flatMap(({ device }) => device ?? []);

  async function addSession(): Promise<void> {
    const id = newIdBy(chance) as SessionId;
    await chance.pick(present()).submit(schedule(30, { id }));
    sessions.push(id);
    if (sessions.length > OPEN_SESSIONS) sessions.shift();
  }

  async function act(): Promise<void> {
    const member = chance.pick(members);
    if (sessions.length > 0) await member.device?.submit(member.work.next());
  }

  async function comeAndGo(): Promise<void> {
    const member = chance.pick(members);
    member.device?.close();
    member.device = undefined;
    await setTimeout(AWAY / hurry);
    member.device = await open(member.enrolled, member.log);
  }

  const over = new AbortController();
  await addSession();
  const all = [every(ACTION_EVERY, act), every(LEAVE_EVERY, comeAndGo), every(SESSION_EVERY, addSession)];

  async function every(milliseconds: number, act: () => Promise<void>): Promise<void> {
    while (!over.signal.aborted) {
      await setTimeout(milliseconds / hurry, undefined, { signal: over.signal }).catch(() => undefined);
      if (!over.signal.aborted) await act();
    }
  }
  const toSend = (): number => present().reduce((sum, device) => sum + device.status().toSend, 0);
  return {
    timersPerDevice: () => present().reduce((sum, { timer }) => sum + timer.waiting, 0) / present().length,
    async rest() {
      over.abort();
      await Promise.all(all);
      const until = performance.now() + RESTS_WITHIN;
      while (toSend() > 0 && performance.now() < until) await setTimeout(LOOK_EVERY);
    },
    async account() {
      const saved = await Promise.all(present().map((device) => device.saved()));
      const devices = new Set(members.map(({ enrolled }) => enrolled.enrolment.deviceId));
      return { devices, saved: saved.flat(), toSend: toSend() };
    },
    async stop() {
      over.abort();
      await Promise.all(all);
      for (const device of present()) device.close();
    },
  };
}
