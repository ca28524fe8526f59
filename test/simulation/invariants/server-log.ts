import { type Book, createBook, type FoldingBook } from '../../../shared/booking/book.ts';
import { copySession, type Session } from '../../../shared/booking/session.ts';
import type { CommitId, Epoch, EventId, StreamId } from '../../../shared/log/ids.ts';
import { sessionOf } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import type { ReceiptOf } from '../../../shared/sync/protocol.ts';
import { NEWER } from '../newer-device.ts';
import { checkMoves } from './moves.ts';
import type { SavedCommits } from './saved-commits.ts';
import { checkRules } from './valid-commit.ts';
import { hold } from './violation.ts';

/**
 * The server's log as the world saw it grow, event by event; each commit is held against the invariants as it comes.
 *
 *   epoch 1   1 ────────────── 40          every epoch's log is kept: devices may still hold it
 *   epoch 2        25 ▏26 ───── 70          restored to 25
 */
export type ServerLog = {
  readonly epoch: Epoch;
  /** Those that the log of now went through, and the position that each begins after, oldest first. */
  readonly epochs: readonly EpochBegin[];
  readonly events: readonly RecordedEvent[];
  readonly book: Book;
  /** The log of an epoch, as it was at its end or is now. */
  of(epoch: Epoch): readonly RecordedEvent[] | undefined;
  /** In the log of now, where no other epoch is asked for. */
  positionsOf(commit: CommitId, epoch?: Epoch): readonly number[];
  /** All of these facts are recorded, as this commit's. */
  holds(commit: CommitId, facts: Iterable<EventId>): boolean;
  append(events: readonly RecordedEvent[]): void;
  /** A backup came back, with these events in it: nothing else ever happened. */
  restart(epoch: Epoch, backup: LogBackup): void;
  backup(): LogBackup;
  /** A receipt left the server. */
  acknowledged(receipt: ReceiptOf<'accepted'>): void;
  /** C5: it said of a rejected commit that it keeps it, or that nobody brings it in any more. */
  kept(commit: CommitId): void;
  setAside(commit: CommitId): void;
  /** A1: seats that it has ever set aside for a device. */
  readonly allotted: ReadonlySet<unknown>;
  /** Those that it has to keep still, where they are not in its log. */
  readonly keeping: ReadonlySet<CommitId>;
};

type EpochBegin = { readonly epoch: Epoch; readonly after: number };

export type LogBackup = {
  readonly epochs: readonly EpochBegin[];
  readonly events: readonly RecordedEvent[];
  readonly acknowledgements: ReadonlyMap<CommitId, ReceiptOf<'accepted'>>;
  readonly kept: ReadonlySet<CommitId>;
  readonly aside: ReadonlySet<CommitId>;
};

type Seen = {
  readonly book: FoldingBook;
  readonly events: RecordedEvent[];
  readonly eventIds: Map<EventId, number>;
  readonly commits: Map<CommitId, number[]>;
  readonly compensated: Map<EventId, EventId>;
  /** Events that came before the one that they say they follow from. */
  readonly awaited: Map<EventId, EventId>;
  /** The last commit of each device on each stream, by its place in the device's journal. */
  readonly order: Map<string, number>;
};

export function createServerLog(first: Epoch, saved: SavedCommits): ServerLog {
  const byEpoch = new Map<Epoch, Seen>();
  const allotted = new Set<unknown>();
  let acknowledgements = new Map<CommitId, ReceiptOf<'accepted'>>();
  let kept = new Set<CommitId>();
  let aside = new Set<CommitId>();
  let epoch = first;
  let epochs: readonly EpochBegin[] = [{ epoch: first, after: 0 }];
  let seen = nothing();
  byEpoch.set(first, seen);

  return {
    get epoch() {
      return epoch;
    },
    get epochs() {
      return epochs;
    },
    get events() {
      return seen.events;
    },
    get book() {
      return seen.book;
    },
    of: (asked) => byEpoch.get(asked)?.events,
    positionsOf: (id, asked = epoch) => byEpoch.get(asked)?.commits.get(id) ?? [],
    holds: (commit, facts) =>
      [...facts].every((id) => seen.events[(seen.eventIds.get(id) ?? 0) - 1]?.commitId === commit),
    append(events) {
      for (const ofCommit of commitsOf(events)) {
        const id = ofCommit[0]?.commitId as CommitId;
        hold(!aside.has(id), '6 a truthful yes', () => `${id} was set aside for good, and is in the log`);
        appendCommit(seen, ofCommit, saved);
        for (const { type, data } of ofCommit) if (type === 'SeatsAllotted') allotted.add(data.allotmentId);
      }
    },
    restart(next, backup) {
      seen = nothing();
      saved.forgetSenders();
      for (const ofCommit of commitsOf(backup.events)) appendCommit(seen, ofCommit, saved);
      epoch = next;
      epochs = [...backup.epochs, { epoch: next, after: backup.events.length }];
      byEpoch.set(next, seen);
      acknowledgements = new Map(backup.acknowledgements);
      kept = new Set(backup.kept);
      aside = new Set(backup.aside);
    },
    backup: () => ({
      epochs,
      events: [...seen.events],
      acknowledgements: new Map(acknowledgements),
      kept: new Set(kept),
      aside: new Set(aside),
    }),
    allotted,
    kept: (id) => void kept.add(id),
    setAside: (id) => void aside.add(id),
    get keeping() {
      return kept;
    },
    acknowledged(receipt) {
      const { commitId, firstPosition, lastPosition } = receipt;
      const positions = seen.commits.get(commitId) ?? [];
      const there = `${positions[0]} to ${positions.at(-1)}`;
      hold(there === `${firstPosition} to ${lastPosition}`, '6 a truthful yes', () => {
        return `${commitId} was acknowledged at ${firstPosition} to ${lastPosition} and is at ${there}`;
      });
      const before = acknowledgements.get(commitId);
      hold(
        !before || JSON.stringify(before) === JSON.stringify(receipt),
        '6 a truthful yes',
        () => `${commitId} got another receipt than the first time`,
      );
      acknowledgements.set(commitId, receipt);
    },
  };
}

function nothing(): Seen {
  return {
    book: createBook(),
    events: [],
    eventIds: new Map(),
    commits: new Map(),
    compensated: new Map(),
    awaited: new Map(),
    order: new Map(),
  };
}

export function* commitsOf(events: readonly RecordedEvent[]): Iterable<readonly RecordedEvent[]> {
  for (let from = 0; from < events.length; ) {
    const id = events[from]?.commitId;
    let to = from + 1;
    while (events[to]?.commitId === id) to += 1;
    yield events.slice(from, to);
    from = to;
  }
}

function appendCommit(seen: Seen, events: readonly RecordedEvent[], saved: SavedCommits): void {
  const first = events[0] as RecordedEvent;
  hold(!seen.commits.has(first.commitId), '2 exactly once', () => `commit ${first.commitId} is there twice`);
  checkOrder(seen, events, saved);
  const streams = Map.groupBy(events, (event) => event.streamId);
  const before = new Map([...streams.keys()].map((id) => [id, copyOf(seen.book, id)]));
  for (const event of events) {
    checkPlace(seen, event);
    checkFact(event, saved);
    checkSubmitter(event, saved);
    checkCompensation(seen, event);
    checkCause(seen, event);
    seen.events.push(event);
    seen.eventIds.set(event.id, event.position);
    seen.book.fold(event);
  }
  seen.commits.set(
    first.commitId,
    events.map((event) => event.position),
  );
  checkMoves(events, { before, after: seen.book });
  for (const [id, onStream] of streams) {
    checkUnread(seen.book, before.get(id), onStream);
    checkRules(seen.book, before.get(id), onStream);
  }
}

/** L7: from what this version cannot read on, a session takes nothing of whoever has this version. */
function checkUnread(book: Book, before: Session | undefined, events: readonly RecordedEvent[]): void {
  const { commitId, streamId, meta } = events[0] as RecordedEvent;
  const isNewer = meta.deviceId === NEWER.deviceId;
  hold(!isNewer || book.session(sessionOf(streamId))?.unreadable, 'L7 what cannot be read', () => {
    return `${commitId} is taken for something else than it is`;
  });
  hold(isNewer || !before?.unreadable, 'L7 what cannot be read', () => {
    return `${commitId} is put after what its sender cannot have read`;
  });
}

function copyOf(book: Book, id: StreamId): Session | undefined {
  const session = book.session(sessionOf(id));
  return session && copySession(session);
}

function checkPlace(
  { events, eventIds, book }: Seen,
  { position, version, id, streamId }: RecordedEvent,
): void {
  hold(position === events.length + 1, '2 exactly once', () => {
    return `position ${position} follows ${events.length}`;
  });
  const known = book.session(sessionOf(streamId))?.version ?? 0;
  hold(version === known + 1, '2 exactly once', () => `${streamId} ${version} follows ${known}`);
  hold(!eventIds.has(id), '2 exactly once', () => `event ${id} is at ${eventIds.get(id)} and ${position}`);
}

/** Facts reach the log as they were saved, under the name of the person whose device it was. */
function checkFact(event: RecordedEvent, saved: SavedCommits): void {
  const fact = saved.factOf(event.id);
  if (!fact) return;
  hold(fact.sameAs(event), '1 no loss', () => `fact ${event.id} is not what was saved`);
  hold(event.meta.deviceId === fact.deviceId, '12 authority', () => {
    return `fact ${event.id} of ${fact.deviceId} says that it is of ${event.meta.deviceId}`;
  });
}

/** Who delivered it is whom the cookie named, whatever the commit itself says. */
function checkSubmitter({ commitId, submittedBy }: RecordedEvent, saved: SavedCommits): void {
  const senders = saved.sentBy(commitId);
  // Some were in the log before this world began, or come from a server of another version.
  if (senders.size === 0 || submittedBy.deviceId === NEWER.deviceId) return;
  hold(senders.has(submittedBy.deviceId), '12 authority', () => {
    return `${commitId} is recorded as submitted by ${submittedBy.deviceId}`;
  });
}

function checkCompensation({ compensated }: Seen, { id, meta }: RecordedEvent): void {
  for (const fact of meta.compensates ?? []) {
    const other = compensated.get(fact);
    hold(!other, '10 one compensation', () => `${fact} is compensated by ${other} and by ${id}`);
    compensated.set(fact, id);
  }
}

function checkCause({ eventIds, awaited }: Seen, { id, meta }: RecordedEvent): void {
  const tooEarly = awaited.get(id);
  hold(!tooEarly, '7 order', () => `${tooEarly} landed before ${id}, which caused it`);
  if (meta.causationId && !eventIds.has(meta.causationId)) awaited.set(meta.causationId, id);
}

/** A device's commits on a stream keep its order; what was in quarantine (C5), or is carried by another device (C7), comes
 * when it comes. */
function checkOrder({ order }: Seen, events: readonly RecordedEvent[], saved: SavedCommits): void {
  const first = events[0] as RecordedEvent;
  const origin = saved.commit(first.commitId);
  if (!origin || origin.quarantined || first.submittedBy.deviceId !== origin.deviceId) return;
  for (const stream of new Set(events.map((event) => event.streamId))) {
    const key = `${origin.deviceId} ${stream}`;
    const last = order.get(key) ?? 0;
    hold(origin.sequence > last, '7 order', () => {
      return `${key}: ${origin.sequence} of its journal came after ${last}`;
    });
    order.set(key, origin.sequence);
  }
}
