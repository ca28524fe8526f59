import type { DeviceRegister } from '../../../server/access/device-register.ts';
import type { Members } from '../../../server/access/members.ts';
import type { EventLog } from '../../../server/log/event-log.ts';
import { openDatabase } from '../../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../../server/log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../../server/log/sqlite-members.ts';
import type { Instant } from '../../../shared/log/ids.ts';

/**
 * What the server's nodes work on, in one file. Their transactions come one after the other, and it goes on when a node
 * dies alone.
 */
export type SharedStorage = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  copyTo(file: string): void;
  close(): Promise<void>;
};

export function openSharedStorage(file: string, now: Instant): SharedStorage {
  const database = openDatabase({ file }, now);
  return {
    eventLog: createSqliteEventLog(database),
    devices: createSqliteDeviceRegister(database),
    members: createSqliteMembers(database),
    copyTo: (copy) => database.read(({ prepare }) => void prepare('VACUUM INTO ?').run(copy)),
    close: database.close,
  };
}
