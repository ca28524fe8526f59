import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionId } from '../../shared/log/ids.ts';
import { enrol } from '../server/network-device.ts';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { sessionId } from '../support/ids.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { flawsOf, lossesOf } from '../support/whole-log.ts';
import { type Crew, callCrew } from './crew.ts';
import { residentMegabytes } from './resident-memory.ts';

export type StormOptions = {
  readonly devices: number;
  readonly commits: number;
  /** Threads that the devices are spread over. */
  readonly crews: number;
  readonly seed: number;
  /** So many first pushes of one device are answered 503. */
  readonly turnedAway?: number;
  readonly onProgress?: (drained: number, megabytes: number) => void;
};

/**
 * Devices that worked without a network, on the same sessions, all come back at once.
 *
 *   catch up ─▶ book, offline ─▶ the network is back ─▶ push, conflict, pull, rebase, push … ─▶ drained, asleep
 */
export type Storm = {
  readonly commits: number;
  readonly events: number;
  /** What is wrong with the log, or was lost, in words. */
  readonly flaws: readonly string[];
  /** How long each device took until the server had accepted everything, in milliseconds, ascending. */
  readonly drained: readonly number[];
  /** How often each status was answered. */
  readonly answers: ReadonlyMap<string, number>;
  /** The most that the server held in memory until WARM of the devices were drained, and after that, in megabytes. */
  readonly memory: { readonly warmingUp: number; readonly warm: number };
};

/** The share of the devices after which the server counts as warm. */
const WARM = 0.25;
const LOOK_EVERY_MS = 200;
/** Each device books some of the sessions: one is booked by about ten, and has less than what they ask for. */
const DEVICES_A_SESSION = 2;
const SEATS = 40;

export async function runStorm(options: StormOptions): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-storm-'));
  const env = { CLIENT_DIR: fakeClient(folder) };
  const server = await spawnServer({ dataFolder: join(folder, 'data'), env });
  const crews: Crew[] = [];
  try {
    const sessions = await scheduleSessions(server, Math.ceil(options.devices / DEVICES_A_SESSION));
    for (let crew = 0; crew < options.crews; crew++) {
      crews.push(
        callCrew({
          address: server.address,
          sessions,
          devices: Math.ceil(options.devices / options.crews),
          commits: options.commits,
          seed: options.seed * 1_000 + crew,
          turnedAway: crew === 0 ? (options.turnedAway ?? 0) : 0,
        }),
      );
    }
    return await storm(server, crews, options);
  } finally {
    await Promise.all(crews.map((crew) => crew.dismiss()));
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

async function storm(server: ServerProcess, crews: readonly Crew[], options: StormOptions): Promise<Storm> {
  const saved = (await Promise.all(crews.map((crew) => crew.book()))).flat();
  const drained: number[] = [];
  const memory = { warmingUp: 0, warm: 0 };
  const look = (): void => {
    const megabytes = residentMegabytes(server.child.pid ?? 0);
    const phase = drained.length < WARM * options.devices ? 'warmingUp' : 'warm';
    memory[phase] = Math.max(memory[phase], megabytes);
    options.onProgress?.(drained.length, megabytes);
  };
  look();
  const looking = setInterval(look, LOOK_EVERY_MS);
  const answers = new Map<string, number>();
  try {
    const all = crews.map((crew) => crew.comeBack((after) => drained.push(after)));
    for (const ofCrew of await Promise.all(all))
      for (const [status, count] of Object.entries(ofCrew))
        answers.set(status, (answers.get(status) ?? 0) + count);
  } finally {
    clearInterval(looking);
  }
  const log = await (await enrol(server, 'Dee')).log();
  const ofDevices = log.filter(({ type }) => type !== 'SessionScheduled');
  return {
    commits: saved.length,
    events: log.length,
    flaws: [...flawsOf(log), ...lossesOf(ofDevices, saved)],
    drained: drained.toSorted((a, b) => a - b),
    answers,
    memory,
  };
}

async function scheduleSessions(server: ServerProcess, count: number): Promise<SessionId[]> {
  const device = await enrol(server, 'Ada');
  const clerk = createClerk(device.sender);
  const names = Array.from({ length: count }, (_, index) => `session ${index}`);
  await device.push(...names.map((name) => clerk.commit(schedule({ A: SEATS }), name)));
  return names.map((name) => sessionId(name));
}
