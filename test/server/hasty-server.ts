// The negative control of the kill test: a server that answers before its transaction is committed.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { OPEN_HOUSE } from '../../server/accounts/open-house.ts';
import { createApp } from '../../server/app.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { instantOf, newId } from '../../server/running/clock.ts';
import { listen } from '../../server/running/listen.ts';
import { SYSTEM_TIMER } from '../../server/running/timer.ts';
import type { Epoch, WorkspaceId } from '../../shared/log/ids.ts';

const COMMIT_LATER_MS = 300;

const file = join(process.env.DATA_DIR ?? '.', 'daybook.sqlite');
const database = openDatabase({ file }, instantOf(Date.now()));
const honest = createSqliteEventLog(database);
const eventLog: EventLog = {
  ...honest,
  transact: (workspace, work) =>
    new Promise((resolve, reject) => {
      honest
        .transact(workspace, async (transaction) => {
          resolve(await work(transaction));
          await setTimeout(COMMIT_LATER_MS);
        })
        .catch(reject);
    }),
};
const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const epoch = newId(Date.now, chance) as Epoch;
await eventLog.openWorkspace({ id: 'main' as WorkspaceId, name: 'Main', epoch, at: instantOf(Date.now()) });
const devices = createSqliteDeviceRegister(database);
const members = createSqliteMembers(database);
const around = {
  members,
  accounts: OPEN_HOUSE,
  clock: Date.now,
  timer: SYSTEM_TIMER,
  chance,
  log: () => undefined,
};
const { app } = createApp({ eventLog, devices, ...around, hosts: 'any' });
const { address } = await listen(app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`Hasty Daybook listens on ${address}\n`);
