import type { DeviceRegister } from '../../server/access/device-register.ts';
import type { Members } from '../../server/access/members.ts';
import type { EventLog } from '../../server/log/event-log.ts';

/** A database, opened; `reopen` as after the end of the process. */
export type LogStorage = {
  readonly log: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  reopen(): Promise<LogStorage>;
  remove(): Promise<void>;
};
