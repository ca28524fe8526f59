import { mayRecord } from '../../shared/access/permissions.ts';
import type { CommandType } from '../../shared/booking/commands.ts';
import type { EventType } from '../../shared/booking/events.ts';
import type { Role } from '../../shared/sync/people.ts';

/** The fact that makes a command what it is: who may not record that one is not offered the command. */
const FACT_OF: Record<CommandType, EventType> = {
  ScheduleSession: 'SessionScheduled',
  RescheduleSession: 'SessionRescheduled',
  CloseSession: 'SessionClosed',
  ReopenSession: 'SessionReopened',
  CancelSession: 'SessionCancelled',
  SetPolicy: 'SessionPolicySet',
  AddSeats: 'SeatsAdded',
  RemoveSeats: 'SeatsRemoved',
  SetAllowance: 'AllowanceSet',
  ReserveSeats: 'SeatsReserved',
  ConfirmReservation: 'ReservationConfirmed',
  CancelReservation: 'ReservationCancelled',
  JoinWaitlist: 'ReservationWaitlisted',
  LeaveWaitlist: 'WaitlistLeft',
  SetPriority: 'WaitlistPrioritySet',
  AcceptOffer: 'OfferAccepted',
  DeclineOffer: 'OfferDeclined',
  AllotSeats: 'SeatsAllotted',
  ReturnAllotment: 'AllotmentReturned',
  MoveReservation: 'ReservationMovedOut',
  CheckInGuest: 'GuestCheckedIn',
  RevertCheckIn: 'CheckInReverted',
  MarkNoShow: 'NoShowMarked',
  LogContact: 'GuestContacted',
};

/** Whether a command is offered. A device that was never told its role offers all: the server judges (W3). */
export function mayGive(role: Role | null, command: CommandType): boolean {
  return role === null || mayRecord(role, FACT_OF[command]);
}
