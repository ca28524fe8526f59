import { layerOver } from '../../../shared/booking/book.ts';
import type { EventInStream } from '../../../shared/booking/events.ts';
import { copySession } from '../../../shared/booking/session.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../../../shared/log/commit.ts';
import type { CommitId, DeviceId, Instant } from '../../../shared/log/ids.ts';
import { position } from '../../../shared/log/ids.ts';
import { guestNamedIn, subjectOf } from '../../view/own-work.ts';
import type { Who } from '../../view/source.ts';
import type { DaybookApi, HandedOver, TakenIn } from '../api.ts';
import { type EventLog, StorageProblem } from '../log/event-log.ts';
import type { NewEntry } from '../log/journal.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { Replica } from '../state/replica.ts';
import { createdBy } from '../submit.ts';
import { exportUnsent } from './export-unsent.ts';
import { readHandOver } from './read-file.ts';

type Receiver = {
  readonly replica: Replica;
  readonly log: EventLog;
  readonly who: Who;
  /** Has whichever tab leads send it. */
  syncNow(): Promise<void>;
};

export type HandOver = Pick<DaybookApi, 'exportUnsent' | 'lookAt' | 'takeIn'>;

/** Giving unsent work away as a file, and taking in another device's. */
export function createHandOver(receiver: Receiver, now: () => Instant): HandOver {
  return {
    exportUnsent: () => exportUnsent(receiver, now()),
    lookAt: (file) => lookAt(file, receiver),
    takeIn: (file) => takeIn(file, receiver, now),
  };
}

/** So many of its entries are named before it is taken in. */
const MOST_NAMED = 50;

/** What a file of another device would bring, without taking it in. */
async function lookAt(file: Blob, { who, replica, log }: Receiver): Promise<HandedOver> {
  const read = await readHandOver(file, who.workspaceId);
  if (read.kind === 'unreadable') return read;
  await replica.whole();
  const recorded = lookForRecorded(log, read.commits);
  await recorded.readOn(replica.state);
  const fresh = read.commits.filter((commit) => !isHere(commit, replica.state, recorded.ids));
  return {
    kind: 'readable',
    from: read.from,
    savedAt: read.savedAt,
    garbled: read.garbled,
    fresh: fresh.length,
    known: read.commits.length - fresh.length,
    named: fresh.slice(0, MOST_NAMED).map((commit) => named(commit, replica.state)),
  };
}

/**
 * Takes another device's unsent work into this one's queue (C7).
 *
 *   file ─▶ not here, not in the log yet ─▶ facts as they are, on top of what is here ─▶ journal ─▶ sync sends it
 *
 * - One transaction with the journal, as for a command: 'taken' is said of what is durable.
 * - The author stays whom the facts name. A second time changes nothing, nor does the first device when it sends the
 *   same: the commit keeps its id (P3).
 */
async function takeIn(file: Blob, receiver: Receiver, now: () => Instant): Promise<TakenIn> {
  const { replica, log, who } = receiver;
  const read = await readHandOver(file, who.workspaceId);
  if (read.kind === 'unreadable') return read;
  try {
    await replica.whole();
    const recorded = lookForRecorded(log, read.commits);
    for (;;) {
      await recorded.readOn(replica.state);
      let taken = -1;
      await replica.append((state) => {
        if (!recorded.reaches(state)) return undefined;
        const fresh = read.commits.filter((commit) => !isHere(commit, state, recorded.ids));
        taken = fresh.length;
        return taken > 0 ? entriesOf(fresh, state, now()) : undefined;
      });
      if (taken < 0) continue;
      if (taken > 0) await receiver.syncNow();
      return { kind: 'taken', taken, known: read.commits.length - taken };
    }
  } catch (error) {
    if (!(error instanceof StorageProblem)) throw error;
    return { kind: 'not-saved', code: error.code, detail: error.message };
  }
}

function entriesOf(commits: readonly Commit[], state: DeviceState, at: Instant): NewEntry[] {
  const book = layerOver(state.book(), copySession);
  return commits.map((handed) => {
    const facts = factsOf(handed) as EventInStream[];
    const submittedFor = authorOf(handed);
    const commit = commitOnto(book, { ...handed, ...(submittedFor && { submittedFor }) }, facts);
    const creates = createdBy(facts, book);
    for (const event of placedEvents(commit)) book.fold(event);
    return { kind: 'saved', at, commit, creates };
  });
}

function authorOf(commit: Commit): Commit['submittedFor'] {
  const meta = factsOf(commit)[0]?.event.meta;
  return meta && { actorId: meta.actorId, deviceId: meta.deviceId };
}

function isHere({ id }: Commit, { work }: DeviceState, recorded: ReadonlySet<CommitId>): boolean {
  return work.overlay.has(id) || work.quarantine.has(id) || recorded.has(id);
}

/** What of their authors the log has already: it would never leave the overlay, since nothing brings it once more. */
function lookForRecorded(log: EventLog, commits: readonly Commit[]) {
  const authors = new Set<DeviceId>();
  for (const commit of commits) {
    const author = authorOf(commit);
    if (author) authors.add(author.deviceId);
  }
  const ids = new Set<CommitId>();
  let [epoch, cursor]: [DeviceState['epoch'], DeviceState['cursor']] = [null, position(0)];
  return {
    ids: ids as ReadonlySet<CommitId>,
    async readOn(state: DeviceState): Promise<void> {
      const [nowIn, upTo] = [state.epoch, state.cursor];
      const after = nowIn === epoch ? cursor : position(0);
      if (nowIn !== epoch) ids.clear();
      for await (const batch of log.events({ after, upTo, holding: [...authors] }))
        for (const { commitId } of batch) ids.add(commitId);
      [epoch, cursor] = [nowIn, upTo];
    },
    reaches: (state: DeviceState): boolean => state.epoch === epoch && state.cursor === cursor,
  };
}

function named(commit: Commit, state: DeviceState) {
  const { sessionId, reservationId } = subjectOf(commit);
  const session = sessionId && (state.book().session(sessionId) ?? state.recorded.session(sessionId));
  const known = reservationId && session?.reservations.get(reservationId)?.guest?.name;
  return {
    key: commit.id,
    command: commit.command.type,
    guest: guestNamedIn(commit) ?? known ?? null,
    session: session?.title ?? null,
  };
}
