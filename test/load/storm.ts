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
import { INSPECTED, type Inspector, inspect } from './inspector.ts';
import { residentMegabytes } from './resident-memory.ts';

export type StormOptions = {
  readonly devices: number;
  readonly commits: number;
  /** Threads that the devices are spread over. */
  readonly crews: number;
  readonly seed: number;
  /** So many first pushes of one device are answered 503. */
  readonly turnedAway?: number;
  /** Instead of the real server. */
  readonly program?: string;
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
  readonly memory: Memory;
};

/** What the server held, in megabytes. */
type Memory = {
  /** The most while the storm went on, as the system counts it: with its garbage, and what it has of files. */
  readonly peak: number;
  /** How much more its heap holds after the storm than before it, with its garbage gone. */
  readonly kept: number;
};

/** Of the storm and of the soak: a server that keeps its answers, and something of every request. */
export const LEAKY = 'test/load/leaky-server.ts';

export const MEGABYTE = 1024 * 1024;
const LOOK_EVERY_MS = 200;
/** Each device books some of the sessions: one is booked by about ten, and has less than what they ask for. */
const DEVICES_A_SESSION = 2;
const SEATS = 40;

export async function runStorm(options: StormOptions): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-storm-'));
  const env = { ...INSPECTED, CLIENT_DIR: fakeClient(folder) };
  const { program } = options;
  const server = await spawnServer({ dataFolder: join(folder, 'data'), env, ...(program && { program }) });
  const inspector = await inspect(server.output());
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
    return await storm({ server, inspector, crews }, options);
  } finally {
    await Promise.all(crews.map((crew) => crew.dismiss()));
    inspector.close();
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

type Place = {
  readonly server: ServerProcess;
  readonly inspector: Inspector;
  readonly crews: readonly Crew[];
};

async function storm({ server, inspector, crews }: Place, { onProgress }: StormOptions): Promise<Storm> {
  const saved = (await Promise.all(crews.map((crew) => crew.book()))).flat();
  const drained: number[] = [];
  const heapBefore = await inspector.heapUsed();
  let peak = 0;
  const look = (): void => {
    const megabytes = residentMegabytes(server.child.pid ?? 0);
    peak = Math.max(peak, megabytes);
    onProgress?.(drained.length, megabytes);
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
  const kept = ((await inspector.heapUsed()) - heapBefore) / MEGABYTE;
  const log = await (await enrol(server, 'Dee')).log();
  const ofDevices = log.filter(({ type }) => type !== 'SessionScheduled');
  return {
    commits: saved.length,
    events: log.length,
    flaws: [...flawsOf(log), ...lossesOf(ofDevices, saved)],
    drained: drained.toSorted((a, b) => a - b),
    answers,
    memory: { peak, kept },
  };
}

async function scheduleSessions(server: ServerProcess, count: number): Promise<SessionId[]> {
  const device = await enrol(server, 'Ada');
  const clerk = createClerk(device.sender);
  const names = Array.from({ length: count }, (_, index) => `session ${index}`);
  await device.push(...names.map((name) => clerk.commit(schedule({ A: SEATS }), name)));
  return names.map((name) => sessionId(name));
}
