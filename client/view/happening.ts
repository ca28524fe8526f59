import type { Seats } from '../../shared/booking/events.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import { type PartyLine, partyOf } from './figures.ts';

/** An event as a code and what its sentence needs; `type` may be one that this version does not know. */
export type Happening = {
  readonly type: string;
  readonly party: readonly PartyLine[];
  /** Guests who came, seats added or removed. */
  readonly count: number | null;
  readonly label: string | null;
  readonly reason: string | null;
  readonly title: string | null;
  readonly startsAt: string | null;
  readonly contact: { readonly means: string; readonly outcome: string; readonly note: string | null } | null;
};

type Typed = Pick<Session, 'seatTypes'>;

export function happeningOf(event: AnyEvent, session: Typed | undefined): Happening {
  const { data } = event;
  const known = session ?? { seatTypes: new Map() };
  return {
    type: event.type,
    party: partyOf(known, partyIn(event)),
    count: numberIn(data.guests) ?? numberIn(data.seats) ?? numberIn(data.priority),
    label: labelIn(data, known),
    reason: textIn(data.reason),
    title: textIn(data.title),
    startsAt: textIn(data.startsAt),
    contact: contactIn(event),
  };
}

/** What was asked for; for a promotion or a reduction, what it came to. */
function partyIn({ data }: AnyEvent): Seats {
  const seats = data.wanted ?? data.granted ?? data.seats;
  return seats && typeof seats === 'object' && !Array.isArray(seats) ? (seats as Seats) : {};
}

function contactIn({ type, data }: AnyEvent): Happening['contact'] {
  if (type !== 'GuestContacted') return null;
  return { means: String(data.means), outcome: String(data.outcome), note: textIn(data.note) };
}

function labelIn(data: AnyEvent['data'], { seatTypes }: Typed): string | null {
  const id = textIn(data.seatType);
  return id === null ? null : (textIn(data.label) ?? seatTypes.get(id)?.label ?? id);
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
