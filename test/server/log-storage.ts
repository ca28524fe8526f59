import type { DeviceRegister } from '../../server/access/device-register.ts';
import type { EnrolmentCodes } from '../../server/access/enrolment-codes.ts';
import type { Members } from '../../server/access/members.ts';
import type { EventLog } from '../../server/log/event-log.ts';

/** A database, opened; `reopen` as after the end of the process. */
export type LogStorage = {
  readonly log: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly enrolmentCodes: EnrolmentCodes;
  reopen(): Promise<LogStorage>;
  remove(): Promise<void>;
};
