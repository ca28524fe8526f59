// A server node on PostgreSQL that kills itself with SIGKILL at a named point of an append.
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp } from '../../server/app.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import type { Connection } from '../../server/log/postgres-connection.ts';
import { TAKE_ROW } from '../../server/log/postgres-counter.ts';
import { openPostgres } from '../../server/log/postgres-database.ts';
import { createPostgresDeviceRegister } from '../../server/log/postgres-device-register.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { createPostgresMembers } from '../../server/log/postgres-members.ts';
import { createPostgresNodes } from '../../server/log/postgres-nodes.ts';
import { instantOf } from '../../server/running/clock.ts';
import { listen } from '../../server/running/listen.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { Point, PointSettings } from './points.ts';

const settings = process.env as PointSettings;
const url = process.env.DATABASE_URL ?? '';
let skip = Number(settings.DIE_SKIP ?? 0);

const database = await openPostgres(url, instantOf(Date.now()));
const honest = createPostgresEventLog({
  ...database,
  persist: (work) => database.persist((connection) => work(passing(connection))),
});
const { app } = createApp({
  eventLog: settings.DIE_HASTY ? hasty(honest) : honest,
  devices: createPostgresDeviceRegister(database),
  members: createPostgresMembers(database),
  accounts: OPEN_HOUSE,
  otherNodes: createPostgresNodes(url, database),
  clock: Date.now,
  timer: SYSTEM_TIMER,
  chance: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  log: () => undefined,
  hosts: 'any',
});
const { address } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`Daybook with points listens on ${address}\n`);

function passing(connection: Connection): Connection {
  let hasWritten = false;
  return {
    async query<Row>(text: string, values: readonly unknown[]) {
      const rows = await connection.query<Row>(text, values);
      if (text === TAKE_ROW) pass('the row taken');
      if (!text.includes('INSERT INTO events')) return rows;
      hasWritten = true;
      pass('written, not committed');
      return rows;
    },
    async run(text) {
      if (text.startsWith('COMMIT; BEGIN')) pass('judged, the row not taken');
      const done = connection.run(text);
      if (text === 'COMMIT' && hasWritten) setImmediate(() => pass('COMMIT on its way'));
      await done;
      if (text.startsWith('BEGIN')) pass('the snapshot begun');
      if (text === 'COMMIT' && hasWritten) pass('committed, nobody told');
    },
  };
}

function pass(point: Point): void {
  if (point === settings.DIE_AT && skip-- === 0) process.kill(process.pid, 'SIGKILL');
}

function hasty(log: EventLog): EventLog {
  return {
    ...log,
    transact: (id, work) =>
      new Promise((resolve, reject) => {
        log
          .transact(id, async (transaction) => {
            const result = await work(transaction);
            resolve(result);
            // So that the answers are out before.
            await new Promise((commit) => setTimeout(commit, 100));
            return result;
          })
          .catch(reject);
      }),
  };
}
