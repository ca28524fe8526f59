import * as v from 'valibot';
import { assertNever } from '../log/assert-never.ts';
import { type EventId, streamOf } from '../log/ids.ts';
import type { Book } from './book.ts';
import type { Command } from './commands.ts';
import { decideAllotment } from './decide-allotment.ts';
import { decideMove } from './decide-move.ts';
import { decideReservation } from './decide-reservation.ts';
import type { Decision, FactBody, Refusal, Verdict } from './decision.ts';
import { type BookingEvent, type EventInStream, eventData, SCHEMA_VERSION } from './events.ts';
import { pick } from './pick.ts';
import type { Session } from './session.ts';

/**
 * What a command brings about in the book as it is: its facts (none where there is nothing left to do), or why
 * not. Nothing is changed, and what is not pure came with the command. A decider after the "Functional Event
 * Sourcing Decider" of J. Chassaing.
 */
export function decide(command: Command, book: Book): Decision {
  const verdict = judge(command, book);
  if ('code' in verdict) return { ok: false, refusal: verdict };
  const facts = verdict.map((body, index) => toFact(command, body, index));
  for (const { event } of facts) {
    const shape = v.safeParse(eventData[event.type], event.data);
    if (!shape.success) return refuse({ code: 'malformed', detail: describe(event.type, shape.issues[0]) });
  }
  return { ok: true, facts };
}

function judge(command: Command, book: Book): Verdict {
  const session = book.session(command.sessionId);
  if (command.type === 'ScheduleSession') return schedule(command, session);
  if (session?.unreadable) return { code: 'session-unreadable', eventType: session.unreadable.type };
  if (!session || session.status === 'unscheduled') return { code: 'session-unknown' };
  switch (command.type) {
    case 'RescheduleSession': {
      const { startsAt, endsAt, timeZone, reason } = command;
      if (session.status === 'cancelled') return { code: 'session-cancelled' };
      if (endsAt <= startsAt) return { code: 'session-ends-before-it-starts' };
      return [{ type: 'SessionRescheduled', data: { startsAt, endsAt, timeZone, reason } }];
    }
    case 'CloseSession':
      if (session.status === 'cancelled') return { code: 'session-cancelled' };
      return session.status === 'closed' ? [] : [{ type: 'SessionClosed', data: { reason: command.reason } }];
    case 'ReopenSession':
      if (session.status === 'cancelled') return { code: 'session-cancelled' };
      return session.status === 'open' ? [] : [{ type: 'SessionReopened', data: {} }];
    case 'CancelSession':
      return session.status === 'cancelled'
        ? []
        : [{ type: 'SessionCancelled', data: { reason: command.reason } }];
    case 'SetPolicy':
      return [{ type: 'SessionPolicySet', data: { policy: command.policy } }];
    case 'AddSeats':
    case 'RemoveSeats':
    case 'SetAllowance':
      return changeSeats(command, session);
    case 'AllotSeats':
    case 'ReturnAllotment':
      return decideAllotment(command, session);
    case 'MoveReservation':
      return decideMove(command, session, book);
    default:
      return decideReservation(command, session, book.settled ? book.settled(session.id) : session);
  }
}

type SeatCommand = Extract<Command, { type: 'AddSeats' | 'RemoveSeats' | 'SetAllowance' }>;

function changeSeats(command: SeatCommand, session: Session): Verdict {
  const { seatType, seats } = command;
  const known = session.seatTypes.get(seatType);
  if (session.status === 'cancelled') return { code: 'session-cancelled' };
  switch (command.type) {
    case 'AddSeats':
      return [{ type: 'SeatsAdded', data: { seatType, seats, ...pick(command, 'label') } }];
    case 'RemoveSeats':
      if (!known) return { code: 'seat-type-unknown', seatType };
      if (seats > known.capacity) return { code: 'fewer-seats-than-that', capacity: known.capacity };
      return [{ type: 'SeatsRemoved', data: { seatType, seats, ...pick(command, 'reason') } }];
    case 'SetAllowance':
      if (!known) return { code: 'seat-type-unknown', seatType };
      return known.allowance === seats ? [] : [{ type: 'AllowanceSet', data: { seatType, seats } }];
    default:
      return assertNever(command);
  }
}

function schedule(
  command: Extract<Command, { type: 'ScheduleSession' }>,
  session: Session | undefined,
): Verdict {
  if (session) return { code: 'session-exists' };
  const { title, venue, startsAt, endsAt, timeZone, seatTypes, policy } = command;
  if (endsAt <= startsAt) return { code: 'session-ends-before-it-starts' };
  return [
    { type: 'SessionScheduled', data: { title, venue, startsAt, endsAt, timeZone, seatTypes, policy } },
  ];
}

function toFact(command: Command, body: FactBody, index: number): EventInStream {
  const id = command.eventIds[index];
  if (!id)
    throw new Error(
      `${command.type} brings about ${index + 1} facts and came with ${command.eventIds.length} event ids`,
    );
  const first = command.eventIds[0] as EventId;
  const meta = {
    occurredAt: command.at,
    actorId: command.actorId,
    deviceId: command.deviceId,
    causationId: index > 0 ? first : (command.causationId ?? null),
    correlationId: command.correlationId ?? first,
    ...(index === 0 && pick(command, 'undoes')),
  };
  const { type, data, on = command.sessionId } = body;
  const event = { id, type, data, schemaVersion: SCHEMA_VERSION, meta } as BookingEvent;
  return { streamId: streamOf(on), event };
}

function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal };
}

function describe(type: string, issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map((step) => String(step.key)).join('.') ?? '';
  return `${type}${path && `.${path}`}: ${issue.message}`;
}
