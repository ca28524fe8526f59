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
  const sessions = new Set<SessionId>();
  const people = new Set<ActorId>();
  const devices = new Set<DeviceId>();
  const kinds = new Set<HistoryKind>();
  for (const { event, sessionId, submittedBy } of moments) {
    sessions.add(sessionId);
    for (const by of [event.meta, submittedBy]) {
      if (!by) continue;
      people.add(by.actorId);
      devices.add(by.deviceId);
    }
    const kind = kindOf(event.type);
    if (kind) kinds.add(kind);
  }
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
