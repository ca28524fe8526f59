import type { FoldingBook } from '../../shared/booking/book.ts';
import type { ActorId, DeviceId, SessionId } from '../../shared/log/ids.ts';
import { nameOfActor } from './history-entry.ts';
import { type HistoryKind, kindOf } from './history-filter.ts';
import type { Moment } from './history-moments.ts';
import type { HistorySource } from './source.ts';

/** What occurs in a history, to choose from; the people by name, the rest in the order in which it came up. */
export type HistoryChoices = {
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly title: string;
    /** Null of one that is not known. */
    readonly startsAt: string | null;
  }[];
  readonly people: readonly { readonly id: ActorId; readonly name: string }[];
  readonly devices: readonly DeviceId[];
  readonly kinds: readonly HistoryKind[];
};

export function choicesOf(
  moments: readonly Moment[],
  source: HistorySource,
  book: FoldingBook,
): HistoryChoices {
  const { sessions, people, devices, kinds } = occurringIn(moments);
  return {
    sessions: [...sessions].map((id) => {
      const { title = '', startsAt = null } = book.session(id) ?? {};
      return { id, title, startsAt };
    }),
    people: [...people]
      .map((id) => ({ id, name: nameOfActor(id, source) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    devices: [...devices],
    kinds: [...kinds],
  };
}

type Occurring = {
  readonly sessions: Set<SessionId>;
  readonly people: Set<ActorId>;
  readonly devices: Set<DeviceId>;
  readonly kinds: Set<HistoryKind>;
};

const occurring = new WeakMap<readonly Moment[], Occurring>();

function occurringIn(moments: readonly Moment[]): Occurring {
  const known = occurring.get(moments);
  if (known) return known;
  const found: Occurring = { sessions: new Set(), people: new Set(), devices: new Set(), kinds: new Set() };
  for (const { event, sessionId, submittedBy } of moments) {
    found.sessions.add(sessionId);
    for (const by of [event.meta, submittedBy]) {
      if (!by) continue;
      found.people.add(by.actorId);
      found.devices.add(by.deviceId);
    }
    const kind = kindOf(event.type);
    if (kind) found.kinds.add(kind);
  }
  occurring.set(moments, found);
  return found;
}
