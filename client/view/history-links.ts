import type { Book } from '../../shared/booking/book.ts';
import { type EventId, type SessionId, sessionOf } from '../../shared/log/ids.ts';
import type { AnyEvent, PlacedEvent } from '../../shared/log/recorded-event.ts';
import { type Happening, happeningOf } from './happening.ts';
import { reservationOf } from './own-work.ts';

/** From one entry to another: what it rests on, and what rests on it. */
export type HistoryLink = {
  readonly kind: LinkKind;
  /** Null where only the session is known in which it stands. */
  readonly key: EventId | null;
  /** Null where this device does not know where it stands. */
  readonly sessionId: SessionId | null;
  readonly what: Happening | null;
  readonly guest: string | null;
};

/** Each of the first row leads to what is older, and that leads back by the one below it. */
export type LinkKind =
  | 'makes-up-for'
  | 'undoes'
  | 'tells'
  | 'because'
  | 'moved-from'
  | 'made-up-for'
  | 'undone'
  | 'told'
  | 'led-to'
  | 'moved-to';

/** All that an entry leads to; `more` follow from it beyond those. */
export type Why = { readonly links: readonly HistoryLink[]; readonly more: number };

/** A cancelled session may have let in hundreds. */
const MOST_FOLLOWING = 5;

/** Of a history, event by event. What an event names may be of another session, and not in it. */
export function linksOf(events: readonly PlacedEvent[], book: Book): (event: AnyEvent) => Why {
  const known = new Map(events.map((event) => [event.id, event]));
  const following = new Map<EventId, { readonly kind: LinkKind; readonly event: PlacedEvent }[]>();
  for (const event of events) {
    for (const { kind, key } of named(event)) {
      const others = following.get(key) ?? [];
      following.set(key, others);
      others.push({ kind: BACK[kind], event });
    }
  }

  function linkTo(kind: LinkKind, key: EventId): HistoryLink {
    const event = known.get(key);
    if (!event) return { kind, key, sessionId: null, what: null, guest: null };
    const sessionId = sessionOf(event.streamId);
    const session = book.session(sessionId);
    const reservationId = reservationOf(event);
    const guest = (reservationId && session?.reservations.get(reservationId)?.guest?.name) ?? null;
    return { kind, key, sessionId, what: happeningOf(event, session), guest };
  }

  return (event) => {
    const back = following.get(event.id) ?? [];
    const links = [
      ...named(event).map(({ kind, key }) => linkTo(kind, key)),
      ...back.slice(0, MOST_FOLLOWING).map((one) => linkTo(one.kind, one.event.id)),
    ];
    return { links: withMoves(event, links), more: Math.max(back.length - MOST_FOLLOWING, 0) };
  };
}

type Forward = 'makes-up-for' | 'undoes' | 'tells' | 'because';

const BACK: Readonly<Record<Forward, LinkKind>> = {
  'makes-up-for': 'made-up-for',
  undoes: 'undone',
  tells: 'told',
  because: 'led-to',
};

type Named = { readonly kind: Forward; readonly key: EventId };

/** The events that this one names, each once, by what says most. */
function named({ data, meta }: AnyEvent): readonly Named[] {
  const { compensates, undoes, causationId } = meta;
  const because: Named[] = causationId ? [{ kind: 'because', key: causationId }] : [];
  if (!compensates && !undoes && !data.about) return because;
  const about = Array.isArray(data.about) ? (data.about as EventId[]) : [];
  const all: Named[] = [
    ...(compensates ?? []).map((key): Named => ({ kind: 'makes-up-for', key })),
    ...(undoes ? [{ kind: 'undoes' as const, key: undoes }] : []),
    ...about.map((key): Named => ({ kind: 'tells', key })),
    ...because,
  ];
  return all.filter(({ key }, index) => all.findIndex((one) => one.key === key) === index);
}

/** The other half of a move stands in another session: that one is known where its entry is not. */
function withMoves(event: AnyEvent, links: readonly HistoryLink[]): HistoryLink[] {
  const { movedFrom, to } = event.data;
  const other = (kind: LinkKind, sessionId: SessionId): HistoryLink => ({
    ...{ kind, sessionId },
    ...{ key: null, what: null, guest: null },
  });
  if (typeof movedFrom === 'string') {
    const from = movedFrom as SessionId;
    return [...links.filter(({ what }) => what), ...missing(links, from, other('moved-from', from))];
  }
  if (event.type === 'ReservationMovedOut' && typeof to === 'string')
    return [...links, ...missing(links, to as SessionId, other('moved-to', to as SessionId))];
  return [...links];
}

function missing(links: readonly HistoryLink[], sessionId: SessionId, link: HistoryLink): HistoryLink[] {
  return links.some((one) => one.sessionId === sessionId) ? [] : [link];
}
