import type { CommandType } from '../../shared/booking/commands.ts';

/** What a single command can bring back (C8), as things stand mostly; whether it does so now, `undoView` says. */
export const UNDOABLE: ReadonlySet<CommandType> = new Set([
  'RescheduleSession',
  'CloseSession',
  'ReopenSession',
  'SetPolicy',
  'AddSeats',
  'RemoveSeats',
  'SetAllowance',
  'ReserveSeats',
  'JoinWaitlist',
  'SetPriority',
  'AllotSeats',
  'MoveReservation',
  'CheckInGuest',
  'RevertCheckIn',
  'MarkNoShow',
]);
