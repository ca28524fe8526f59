// The negative control of the race: a server that takes its positions from the workspace's row, but lets go of the row
// at once instead of at its commit.
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp } from '../../server/app.ts';
import { TAKE_ROW } from '../../server/log/postgres-counter.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { createPostgresDeviceRegister } from '../../server/log/postgres-device-register.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { createPostgresMembers } from '../../server/log/postgres-members.ts';
import { createPostgresNodes } from '../../server/log/postgres-nodes.ts';
import { instantOf, newId } from '../../server/running/clock.ts';
import { listen } from '../../server/running/listen.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { Epoch, WorkspaceId } from '../../shared/log/ids.ts';

const url = process.env.DATABASE_URL ?? '';
const database = await openPostgres(url, instantOf(Date.now()));
const unlocked: PostgresDatabase = {
  ...database,
  persist: (work) =>
    database.persist((connection) =>
      work({
        ...connection,
        query: (text, values) =>
          text === TAKE_ROW
            ? database.persist((other) => other.query(text, values))
            : connection.query(text, values),
      }),
    ),
};
const eventLog = createPostgresEventLog(unlocked);
const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const epoch = newId(Date.now, chance) as Epoch;
await eventLog.openWorkspace({ id: 'main' as WorkspaceId, name: 'Main', epoch, at: instantOf(Date.now()) });
const { app } = createApp({
  eventLog,
  devices: createPostgresDeviceRegister(database),
  members: createPostgresMembers(database),
  accounts: OPEN_HOUSE,
  otherNodes: createPostgresNodes(url, database),
  clock: Date.now,
  timer: SYSTEM_TIMER,
  chance,
  log: () => undefined,
  hosts: 'any',
});
const { address } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`Unlocked Daybook listens on ${address}\n`);
