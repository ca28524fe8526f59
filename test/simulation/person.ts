import type { Draft } from '../../client/worker/api.ts';
import type { Book } from '../../shared/booking/book.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Random } from '../support/random.ts';
import type { Common } from './people/agreed.ts';
import { answerOffer, onReservation, reserve } from './people/at-a-booking.ts';
import { changeSession } from './people/planning.ts';
import { type Asker, drawFromOwn, takeAlong } from './people/seats-along.ts';

/** How often somebody asks for what their role does not permit: of an app that had not heard of it yet, say. */
const OVERREACHES = 0.04;
const FOR_PLANNERS: ReadonlySet<string> = new Set([
  'ScheduleSession',
  'RescheduleSession',
  'CloseSession',
  'ReopenSession',
  'CancelSession',
  'AddSeats',
  'RemoveSeats',
  'SetAllowance',
  'SetPolicy',
  'SetPriority',
]);

export function mayDo(role: Role, command: Draft['type']): boolean {
  if (role === 'auditor') return false;
  return role !== 'field' || !FOR_PLANNERS.has(command);
}

type Asking = {
  readonly asker: Asker;
  /** What the device shows. */
  readonly book: Book;
  readonly common: Common;
  readonly chance: Random;
};

/** Something that such a person might do. */
export function draftOf(asking: Asking): Draft | undefined {
  const { asker, common, chance } = asking;
  const draft = anyDraft(asking);
  if (mayDo(asker.role, draft.type) || chance.chance(OVERREACHES)) return draft;
  const id = chance.pick(common.sessions);
  return asker.role === 'field' ? reserve(id, common, chance) : undefined;
}

function anyDraft(asking: Asking): Draft {
  const { book, common, chance } = asking;
  const id = chance.pick(common.sessions);
  const session = book.session(id);
  if (!session) return reserve(id, common, chance);
  if (session.status === 'closed' && chance.chance(0.15)) return { type: 'ReopenSession', sessionId: id };
  const answer = chance.chance(0.5) && answerOffer(session, chance);
  if (answer) return answer;
  const drawn = chance.chance(0.5) && drawFromOwn(session, asking);
  if (drawn) return drawn;
  if (chance.chance(0.13)) return takeAlong(session, asking);
  const known = [...session.reservations.values()];
  if (known.length === 0 || chance.chance(0.4)) return reserve(id, common, chance);
  if (chance.chance(0.25)) return changeSession(session, common, chance);
  return onReservation(session, chance.pick(known), asking);
}
