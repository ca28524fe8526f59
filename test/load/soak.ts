import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { enrol } from '../server/network-device.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { INSPECTED, type Inspector, inspect } from './inspector.ts';
import { residentMegabytes } from './resident-memory.ts';
import { flawsOfWork } from './soak-account.ts';
import { type Crowd, gatherCrowd } from './soak-crowd.ts';
import { openSoakPhone, type SoakPhone } from './soak-phone.ts';
import type { Limit, Sample } from './soak-verdict.ts';

/**
 * What is watched, and how flat it has to stay. Heaps are measured with their garbage gone. What the log brings with it
 * is the sessions and bookings that devices and server hold, and of the crowd, which has no storage, all of it. Measured
 * over 15 minutes: 70 bytes an event on the server, 150 in the worker, 2,500 for the four devices of the crowd.
 */
export const LIMITS = {
  'server heap': { unit: 'MB', percentAnHour: 3, perEvent: 200, noise: 0.5 },
  'server resident': { unit: 'MB', percentAnHour: 12, noise: 8 },
  'server sockets': { unit: 'count', percentAnHour: 0, noise: 6 },
  'server timers': { unit: 'count', percentAnHour: 0, noise: 6 },
  'server streams': { unit: 'count', percentAnHour: 0, noise: 6 },
  'SQLite an event': { unit: 'bytes', percentAnHour: 5, noise: 50 },
  'SQLite WAL': { unit: 'MB', percentAnHour: 0, noise: 1 },
  'crowd heap': { unit: 'MB', percentAnHour: 3, perEvent: 4_000, noise: 2 },
  'crowd handles': { unit: 'count', percentAnHour: 0, noise: 8 },
  'crowd timers a device': { unit: 'count', percentAnHour: 0, noise: 1 },
  'page heap': { unit: 'MB', percentAnHour: 5, noise: 1 },
  'page nodes': { unit: 'count', percentAnHour: 0, noise: 30 },
  'page listeners': { unit: 'count', percentAnHour: 0, noise: 25 },
  'worker heap': { unit: 'MB', percentAnHour: 5, perEvent: 300, noise: 0.5 },
  'storage an event': { unit: 'bytes', percentAnHour: 10, noise: 300 },
} as const satisfies Record<string, Limit>;

export type SoakOptions = {
  readonly minutes: number;
  /** Instead of the real server. */
  readonly program?: string;
  readonly onSample: (sample: Sample) => void;
};

const SEED = 1;
const MOST_SECONDS_BETWEEN = 60;
const FEWEST_SAMPLES = 24;
const MEGABYTE = 1024 * 1024;
const SOCKETS = "process.getActiveResourcesInfo().filter((what) => what === 'TCPSocketWrap').length";
const TIMEOUT = 'Object.getPrototypeOf(setTimeout(() => {}))';
const STREAM = 'ReadableStream.prototype';

/**
 * One server, a crowd of devices and a phone at work for so long; what they held is sampled every minute. Says what was
 * lost, doubled or left hanging of what they did.
 */
export async function soak({ minutes, program, onSample }: SoakOptions): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-soak-'));
  const server = await spawnServer({ dataFolder: folder, env: INSPECTED, ...(program && { program }) });
  const inspector = await inspect(server.output());
  const phone = await openSoakPhone(server.address);
  const crowd = await gatherCrowd(server.address, { seed: SEED });
  const every = Math.min(MOST_SECONDS_BETWEEN, (minutes * 60) / FEWEST_SAMPLES) * 1_000;
  try {
    const start = performance.now();
    const until = start + minutes * 60_000;
    for (let next = start + every; performance.now() < until; ) {
      await phone.useIt();
      if (performance.now() < next) continue;
      next += every;
      const hours = (performance.now() - start) / 3_600_000;
      onSample({ hours, ...(await look({ folder, server, inspector, phone, crowd })) });
    }
    await crowd.rest();
    const log = await (await enrol(server, 'Dee')).log();
    return flawsOfWork({ log, crowd: await crowd.account(), guests: phone.guests });
  } finally {
    await crowd.stop();
    await phone.close();
    inspector.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true });
  }
}

type Watched = {
  readonly folder: string;
  readonly server: ServerProcess;
  readonly inspector: Inspector;
  readonly phone: SoakPhone;
  readonly crowd: Crowd;
};

async function look({ folder, server, inspector, phone, crowd }: Watched): Promise<Omit<Sample, 'hours'>> {
  const file = join(folder, 'daybook.sqlite');
  const events = countEvents(file);
  const phoneLook = await phone.look();
  const values: Record<keyof typeof LIMITS, number> = {
    'server heap': (await inspector.heapUsed()) / MEGABYTE,
    'server resident': residentMegabytes(server.child.pid ?? 0),
    'server sockets': Number(await inspector.evaluate(SOCKETS)),
    'server timers': await inspector.countOf(TIMEOUT),
    'server streams': await inspector.countOf(STREAM),
    'SQLite an event': statSync(file).size / events,
    'SQLite WAL': statSync(`${file}-wal`).size / MEGABYTE,
    'crowd heap': (await ownHeap()) / MEGABYTE,
    'crowd handles': process.getActiveResourcesInfo().length,
    'crowd timers a device': crowd.timersPerDevice(),
    'page heap': phoneLook.pageHeap / MEGABYTE,
    'page nodes': phoneLook.nodes,
    'page listeners': phoneLook.listeners,
    'worker heap': phoneLook.workerHeap / MEGABYTE,
    'storage an event': phoneLook.storage / events,
  };
  return { events, values };
}

/** That of this process, in which the crowd lives, in bytes. */
async function ownHeap(): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
  return process.memoryUsage().heapUsed;
}

function countEvents(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare('SELECT max(position) AS events FROM events').get()?.events);
  } finally {
    database.close();
  }
}
