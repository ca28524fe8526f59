import type { FoldingBook } from '../../../shared/booking/book.ts';
import type { Session } from '../../../shared/booking/session.ts';
import { type Commit, placedEvents } from '../../../shared/log/commit.ts';
import type { Epoch, LocalSequence, Position, SessionId } from '../../../shared/log/ids.ts';
import { localSequence, position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { replay } from '../../../shared/log/replay.ts';
import type { OverlayCommit } from '../../view/source.ts';
import type { JournalEntry } from '../log/journal.ts';
import { type Rebase, rebase } from '../sync/rebase.ts';
import { createRecordedBook, type RecordedBook } from './recorded-book.ts';
import { applyEntry, noWork, type Work } from './work.ts';

/**
 * The state of a device in memory (L1): the fold of the log up to the cursor, and own work on top.
 *
 * What lies on top is computed when it is asked for after a change, so that a long pull rebases once and not once
 * a page.
 */
export type DeviceState = {
  readonly recorded: RecordedBook;
  readonly work: Work;
  readonly journal: LocalSequence;
  readonly cursor: Position;
  readonly epoch: Epoch | null;
  /** The log and own work. */
  book(): FoldingBook;
  /** Own work as it stands on the log now. */
  overlay(): readonly OverlayCommit[];
  sessions(): Iterable<Session>;
  /** The next entry of the journal; `events` are those that a 'pulled' entry brought. */
  apply(entry: JournalEntry, events?: readonly RecordedEvent[]): void;
};

/** Where a state begins: from nothing, from a snapshot, or from the part of the log that a restore left. */
export type Beginning = {
  readonly recorded?: RecordedBook;
  readonly work?: Work;
  readonly journal?: LocalSequence;
  readonly cursor?: Position;
  readonly epoch?: Epoch | null;
};

export function createDeviceState(from: Beginning = {}): DeviceState {
  const recorded = from.recorded ?? createRecordedBook();
  let { work = noWork(), journal = localSequence(0), cursor = position(0), epoch = null } = from;
  let onTop: Rebase | undefined;
  const current = (): Rebase => {
    onTop ??= rebase(recorded, work.overlay.values());
    return onTop;
  };
  return {
    recorded,
    get work() {
      return work;
    },
    get journal() {
      return journal;
    },
    get cursor() {
      return cursor;
    },
    get epoch() {
      return epoch;
    },
    book: () => current().book,
    overlay() {
      const { commits } = current();
      return [...work.overlay.values()].map((one) => ({
        ...one,
        commit: commits.get(one.commit.id) ?? one.commit,
      }));
    },
    sessions: () => merged(recorded.sessions, current().book.sessions),
    apply(entry, events = []) {
      if (entry.sequence !== journal + 1) throw new Error(`journal entry ${entry.sequence} after ${journal}`);
      work = applyEntry(work, entry);
      journal = entry.sequence;
      const before = onTop;
      // Half folded it would be wrong: where a fold throws, all of it is computed anew.
      if (entry.kind === 'saved' || changesWhatLiesOnTop(entry)) onTop = undefined;
      if (entry.kind === 'saved' && before) onTop = withOnTop(before, entry.commit);
      if (entry.kind === 'epoch-changed') throw new Error('a new generation starts with a new state');
      if (entry.kind !== 'pulled') return;
      replay(events, recorded);
      ({ to: cursor, epoch } = entry);
    },
  };
}

/** An acceptance, say, changes nothing about what was derived: a long queue is not rebased at every receipt. */
function changesWhatLiesOnTop(entry: JournalEntry): boolean {
  if (entry.kind === 'answered') return entry.answers.some((answer) => answer.outcome === 'rejected');
  return entry.kind === 'pulled';
}

/** A commit was decided on what lies on top: it needs no rebase, only its place there. */
function withOnTop(before: Rebase, commit: Commit): Rebase {
  for (const event of placedEvents(commit)) before.book.fold(event);
  before.commits.set(commit.id, commit);
  return before;
}

function* merged(
  below: ReadonlyMap<SessionId, Session>,
  above: ReadonlyMap<SessionId, Session>,
): Iterable<Session> {
  for (const [id, session] of below) yield above.get(id) ?? session;
  for (const [id, session] of above) if (!below.has(id)) yield session;
}
