import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../server/log/postgres-database.ts';
import { createPostgresDeviceRegister } from '../../server/log/postgres-device-register.ts';
import { createPostgresEnrolmentCodes } from '../../server/log/postgres-enrolment-codes.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { createPostgresMembers } from '../../server/log/postgres-members.ts';
import { instant } from '../support/ids.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { eventLogContract } from './event-log-contract.ts';
import type { LogStorage } from './log-storage.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

eventLogContract('the event log on PostgreSQL', async () => openStorage(await postgres.createSchema()));

async function openStorage(url: string): Promise<LogStorage> {
  const database = await openPostgres(url, instant());
  return {
    log: createPostgresEventLog(database),
    devices: createPostgresDeviceRegister(database),
    members: createPostgresMembers(database),
    enrolmentCodes: createPostgresEnrolmentCodes(database),
    async reopen() {
      await database.close();
      return openStorage(url);
    },
    remove: () => database.close(),
  };
}
