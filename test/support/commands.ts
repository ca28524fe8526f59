import type { CommandData, CommandType } from '../../shared/booking/commands.ts';
import type { EventType, Guest, Policy, Seats, Shortfall } from '../../shared/booking/events.ts';
import type { AllotmentId } from '../../shared/log/ids.ts';
import { actorId, allotmentId, deviceId, eventId, instant, reservationId, sessionId } from './ids.ts';

/** What a person wants, without the clock, the ids and the device that go with it. */
export type CommandBody = { [T in CommandType]: { readonly type: T } & CommandData[T] }[CommandType];
/** What happened, without its id and its meta. */
export type EventBody = { readonly type: string; readonly data: object; readonly schemaVersion?: number };

export const POLICY: Policy = { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 };
export const GUEST: Guest = { name: 'Ada Moreau', phone: '+41 44 555 01 02' };

/** A session whose seat types are named by their ids: `{ A: 10 }` are ten seats of type A. */
export const schedule = (capacities: Record<string, number>, policy: Partial<Policy> = {}): CommandBody => ({
  type: 'ScheduleSession',
  title: 'Letterpress',
  venue: 'Mill',
  startsAt: instant(600),
  endsAt: instant(720),
  timeZone: 'Europe/Zurich',
  seatTypes: Object.entries(capacities).map(([id, capacity]) => ({ id, label: id, capacity })),
  policy: { ...POLICY, ...policy },
});
export const reschedule = (reason = 'rain'): CommandBody => ({
  type: 'RescheduleSession',
  startsAt: instant(700),
  endsAt: instant(820),
  timeZone: 'Europe/Zurich',
  reason,
});
export const close = (reason = 'full enough'): CommandBody => ({ type: 'CloseSession', reason });
export const reopen = (): CommandBody => ({ type: 'ReopenSession' });
export const cancelSession = (reason = 'the roof leaks'): CommandBody => ({ type: 'CancelSession', reason });
export const setPolicy = (policy: Partial<Policy>): CommandBody => ({
  type: 'SetPolicy',
  policy: { ...POLICY, ...policy },
});
export const addSeats = (seatType: string, seats: number, label?: string): CommandBody => ({
  type: 'AddSeats',
  seatType,
  seats,
  ...(label !== undefined && { label }),
});
export const removeSeats = (seatType: string, seats: number): CommandBody => ({
  type: 'RemoveSeats',
  seatType,
  seats,
});
export const setAllowance = (seatType: string, seats: number): CommandBody => ({
  type: 'SetAllowance',
  seatType,
  seats,
});

export const reserve = (
  who: string,
  seats: Seats,
  more: { shortfall?: Shortfall; guest?: Guest; fromAllotment?: AllotmentId; holdMinutes?: number } = {},
): CommandBody => ({ type: 'ReserveSeats', reservationId: reservationId(who), seats, ...more });
/** Seats that a device takes along; it is the one that acts, unless another is named. */
export const allot = (seats: Seats, name?: string, forDevice = deviceId()): CommandBody => ({
  type: 'AllotSeats',
  allotmentId: allotmentId(name),
  forDevice,
  seats,
  minutes: 240,
});
export const giveBack = (name?: string): CommandBody => ({
  type: 'ReturnAllotment',
  allotmentId: allotmentId(name),
});
export const draw = (who: string, seats: Seats, name?: string): CommandBody =>
  reserve(who, seats, { fromAllotment: allotmentId(name) });
export const acceptOffer = (who: string): CommandBody => on('AcceptOffer', who);
export const declineOffer = (who: string): CommandBody => on('DeclineOffer', who);
export const move = (who: string, to = 'other'): CommandBody =>
  on('MoveReservation', who, { toSessionId: sessionId(to) });
/** The same command on another session. */
export const onSession = (name: string, body: CommandBody): CommandBody => ({
  ...body,
  ...{ sessionId: sessionId(name) },
});
/** The same command by another device. */
export const by = (name: string, body: CommandBody): CommandBody => ({
  ...body,
  ...{ deviceId: deviceId(name), actorId: actorId(name) },
});
/** What the server itself records when a time is over. */
export const expired = (type: 'ReservationExpired' | 'OfferExpired', who: string): EventBody =>
  event(type, who);
export const allotmentExpired = (name?: string): EventBody => ({
  type: 'AllotmentExpired',
  data: { allotmentId: allotmentId(name) },
});
export const confirm = (who: string): CommandBody => on('ConfirmReservation', who);
export const cancel = (who: string, reason = 'ill'): CommandBody => on('CancelReservation', who, { reason });
export const join = (who: string, seats: Seats, more: { guest?: Guest } = {}): CommandBody =>
  on('JoinWaitlist', who, { seats, ...more });
export const leave = (who: string): CommandBody => on('LeaveWaitlist', who);
export const prioritise = (who: string, priority: number): CommandBody =>
  on('SetPriority', who, { priority });
export const checkIn = (who: string, guests = 1): CommandBody => on('CheckInGuest', who, { guests });
export const revertCheckIn = (who: string): CommandBody => on('RevertCheckIn', who);
export const noShow = (who: string): CommandBody => on('MarkNoShow', who);
export const logContact = (
  who: string,
  about: CommandData['LogContact']['about'] = [eventId('something')],
  outcome: CommandData['LogContact']['outcome'] = 'told',
): CommandBody => on('LogContact', who, { about, means: 'phone', outcome });

/** An event on one person's reservation, to be given or expected. */
export const event = (type: EventType, who: string, data: object = {}): EventBody => ({
  type,
  data: { reservationId: reservationId(who), ...data },
});

function on(type: CommandType, who: string, data: object = {}): CommandBody {
  return { type, reservationId: reservationId(who), ...data } as CommandBody;
}
