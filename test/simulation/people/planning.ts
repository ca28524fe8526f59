import type { Draft } from '../../../client/worker/api.ts';
import type { Session } from '../../../shared/booking/session.ts';
import type { Instant } from '../../../shared/log/ids.ts';
import { sessionId } from '../../support/ids.ts';
import type { Random } from '../../support/random.ts';
import { type Common, drawMinutes } from './agreed.ts';

const FIRST_DAY = Date.UTC(2026, 3, 18);
const DAY = 86_400_000;

export function newSession(common: Common, chance: Random): Draft {
  const id = sessionId(`session ${common.sessions.length + 1}`);
  common.sessions.push(id);
  const startsAt = FIRST_DAY + chance.whole(0, 6) * DAY;
  return {
    type: 'ScheduleSession',
    sessionId: id,
    title: 'Bread baking',
    venue: 'Mill',
    ...hours(startsAt),
    timeZone: 'Europe/Vienna',
    seatTypes: [
      { id: 'A', label: 'Seat', capacity: common.capacity },
      { id: 'B', label: 'Bench', capacity: chance.whole(0, 3) },
    ],
    policy: drawPolicy(chance),
  };
}

export function changeSession(session: Session, common: Common, chance: Random): Draft {
  const { id: sessionId } = session;
  const seats = { sessionId, seatType: chance.pick(['A', 'A', 'B']), seats: chance.whole(1, 3) };
  switch (chance.whole(1, 10)) {
    case 1:
    case 2:
      return { type: 'AddSeats', ...seats };
    case 3:
    case 4:
      return { type: 'RemoveSeats', ...seats };
    case 5:
      return { type: 'SetAllowance', ...seats };
    case 6:
      return { type: 'SetPolicy', sessionId, policy: drawPolicy(chance) };
    case 7: {
      const startsAt = FIRST_DAY + chance.whole(0, 8) * DAY;
      const timeZone = 'Europe/Vienna';
      return { type: 'RescheduleSession', sessionId, ...hours(startsAt), timeZone, reason: 'ill' };
    }
    default:
      return closing(session, common, chance);
  }
}

function closing({ id: sessionId, status }: Session, common: Common, chance: Random): Draft {
  const isLast = common.sessions.length === 1;
  if (!isLast && chance.chance(0.45)) return { type: 'CancelSession', sessionId, reason: 'flood' };
  return status === 'closed'
    ? { type: 'ReopenSession', sessionId }
    : { type: 'CloseSession', sessionId, reason: 'rain' };
}

function drawPolicy(chance: Random) {
  const shortfall = chance.pick(['waitlist', 'partial', 'refuse'] as const);
  const promotion = chance.pick(['at-once', 'offer'] as const);
  return { shortfall, promotion, offerMinutes: drawMinutes(chance) };
}

function hours(startsAt: number): { startsAt: Instant; endsAt: Instant } {
  const at = (time: number): Instant => new Date(time).toISOString() as Instant;
  return { startsAt: at(startsAt), endsAt: at(startsAt + 2 * 3_600_000) };
}
