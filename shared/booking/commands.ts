import type {
  ActorId,
  AllotmentId,
  DeviceId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
} from '../log/ids.ts';
import type { DataOf, Guest, Policy, Seats, Shortfall } from './events.ts';

/**
 * What a person wants. A command carries all that is not pure: `at` (the device's clock), who and where, and
 * `eventIds`, at least as many as facts can follow from it (`mostFacts`). `causationId` names the event that made
 * the person act, `correlationId` the action that it belongs to, `undoes` the fact that it takes back (C8).
 */
export type Command = {
  [T in keyof CommandData]: { readonly type: T } & CommandMeta & CommandData[T];
}[keyof CommandData];
export type CommandType = keyof CommandData;
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Most facts that a command brings about: a move leaves, arrives, and says who comes. */
export function mostFacts(type: CommandType): number {
  return type === 'MoveReservation' ? 3 : 2;
}

export type CommandMeta = {
  readonly sessionId: SessionId;
  readonly at: Instant;
  readonly actorId: ActorId;
  readonly deviceId: DeviceId;
  readonly eventIds: readonly EventId[];
  readonly causationId?: EventId;
  readonly correlationId?: EventId;
  readonly undoes?: EventId;
};

type OnReservation = { readonly reservationId: ReservationId };
type OnAllotment = { readonly allotmentId: AllotmentId };

export type CommandData = {
  ScheduleSession: DataOf<'SessionScheduled'>;
  RescheduleSession: DataOf<'SessionRescheduled'>;
  CloseSession: DataOf<'SessionClosed'>;
  ReopenSession: Record<never, never>;
  CancelSession: DataOf<'SessionCancelled'>;
  SetPolicy: { readonly policy: Policy };
  AddSeats: DataOf<'SeatsAdded'>;
  RemoveSeats: DataOf<'SeatsRemoved'>;
  SetAllowance: DataOf<'AllowanceSet'>;
  ReserveSeats: OnReservation & {
    readonly seats: Seats;
    readonly shortfall?: Shortfall;
    readonly guest?: Guest;
    /** Its seats come from this allotment alone, and are guaranteed (B2, A3). */
    readonly fromAllotment?: AllotmentId;
    /** Unless it is confirmed, the server ends it after so many minutes (B6). */
    readonly holdMinutes?: number;
  };
  ConfirmReservation: OnReservation;
  CancelReservation: OnReservation & { readonly reason: string };
  JoinWaitlist: OnReservation & { readonly seats: Seats; readonly guest?: Guest };
  LeaveWaitlist: OnReservation;
  SetPriority: OnReservation & { readonly priority: number };
  AcceptOffer: OnReservation;
  DeclineOffer: OnReservation;
  /** `forDevice`: who may draw from it; `deviceId` is who asks. */
  AllotSeats: OnAllotment & {
    readonly forDevice: DeviceId;
    readonly seats: Seats;
    readonly minutes: number;
  };
  ReturnAllotment: OnAllotment;
  MoveReservation: OnReservation & { readonly toSessionId: SessionId };
  CheckInGuest: OnReservation & { readonly guests: number };
  RevertCheckIn: OnReservation;
  MarkNoShow: OnReservation;
  LogContact: DataOf<'GuestContacted'>;
};
