import { assertNever } from '../../../shared/log/assert-never.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import type { CommitId, Instant } from '../../../shared/log/ids.ts';
import type { OverlayCommit, Quarantined } from '../../view/source.ts';
import type { Answer, EntryOf, JournalEntry, Rebased } from '../log/journal.ts';
import { strandedBy } from './stranded.ts';

/**
 * What the journal folds to: own work that the cursor has not passed.
 *
 *   saved ──▶ overlay (pending) ──accepted──▶ overlay (accepted) ──pulled──▶ gone: the log holds it
 *                │    ▲                                               ▲
 *            rejected └──── the commit that it built on arrived ──┐   │
 *                ▼                                                │   │
 *            quarantine ──────────────────────────────────────────┴───┘
 *
 * Both maps keep device order. What leaves their order alone changes them in place, so that a long queue
 * does not make each further command or receipt dearer. An entry that is folded twice, or speaks of a commit that is gone, changes nothing.
 */
export type Work = {
  readonly overlay: Map<CommitId, Ordered<OverlayCommit>>;
  readonly quarantine: Map<CommitId, Ordered<Quarantined>>;
  /** The last time that the server came back from a backup, and how many commits were offered to it again (R3). */
  readonly restored: { readonly at: Instant; readonly offered: number } | null;
};

/** `order`: by it the overlay is sorted; what was lost by a restore comes before everything else (R3). */
type Ordered<T> = T & Kept;
type Kept = { readonly order: number; readonly creates: readonly string[] };

export function noWork(): Work {
  return { overlay: new Map(), quarantine: new Map(), restored: null };
}

export function applyEntry(work: Work, entry: JournalEntry): Work {
  switch (entry.kind) {
    case 'saved':
      return save(work, entry);
    case 'rebased':
      for (const rebased of entry.commits) change(work.overlay, rebased.id, (one) => rebase(one, rebased));
      return work;
    case 'answered':
      return answered(work, entry);
    case 'pulled':
      return settle(work, entry.settled);
    case 'set-aside':
      return setAside(work, entry);
    case 'epoch-changed':
      return offerAgain(work, entry);
    case 'exported':
      return work;
    default:
      return assertNever(entry);
  }
}

function save(work: Work, { commit, at, sequence, creates }: EntryOf<'saved'>): Work {
  work.overlay.set(commit.id, pending({ commit, savedAt: at, order: sequence, creates }));
  return work;
}

function rebase(one: Ordered<OverlayCommit>, { writes }: Rebased): Ordered<OverlayCommit> {
  const commit = {
    ...one.commit,
    writes: one.commit.writes.map((write) => ({
      ...write,
      ...writes.find((as) => as.streamId === write.streamId),
    })),
  };
  return { ...one, commit };
}

function answered(work: Work, { answers, at }: EntryOf<'answered'>): Work {
  const rejections = answers.filter((answer) => answer.outcome === 'rejected');
  const others = answers.filter((answer) => answer.outcome !== 'rejected');
  const after = others.reduce((before, answer) => notRejected(before, answer, at), work);
  return rejections.length > 0 ? quarantined(after, rejections, at) : after;
}

function notRejected(work: Work, answer: Exclude<Answer, Rejection>, at: Instant): Work {
  if (answer.outcome === 'accepted') return accept(work, answer);
  const problem = answer.outcome === 'unsupported' ? { problem: answer.problem } : {};
  const setBack = { at, outcome: answer.outcome, ...problem };
  change(work.overlay, answer.commitId, (one) => ({ ...one, setBack }));
  return work;
}

function accept(work: Work, { commitId, recordedAt }: Answer & { outcome: 'accepted' }): Work {
  const accepted = (one: Origin): Ordered<OverlayCommit> => ({
    ...origin(one),
    state: 'accepted',
    recordedAt,
  });
  const released = work.quarantine.get(commitId);
  if (!released) {
    change(work.overlay, commitId, accepted);
    return work;
  }
  return {
    ...work,
    overlay: inOrder([...work.overlay, [commitId, accepted(released)]]),
    quarantine: without(work.quarantine, [commitId]),
  };
}

/** The rejected commits, and in order the pending ones that build on what they created (C5). */
function quarantined(work: Work, rejections: readonly Rejection[], at: Instant): Work {
  const rejected = new Map(rejections.map(({ commitId, problem }) => [commitId, { problem }]));
  const stranded = strandedBy(rejected, work.overlay.values());
  const quarantine = new Map(work.quarantine);
  for (const [id, why] of stranded) {
    const one = work.overlay.get(id);
    if (one) quarantine.set(id, { ...origin(one), at, ...why });
  }
  return { ...work, overlay: without(work.overlay, [...stranded.keys()]), quarantine: inOrder(quarantine) };
}

/** What arrived leaves; what waited in the quarantine for one of them returns to its place in the overlay. */
function settle(work: Work, settled: readonly CommitId[]): Work {
  if (settled.length === 0) return work;
  const arrived = new Set(settled);
  const back = [...work.quarantine.values()].filter(
    (one) => one.because && arrived.has(one.because) && !one.setAside,
  );
  const overlay = without(work.overlay, settled);
  const quarantine = without(work.quarantine, [...settled, ...back.map((one) => one.commit.id)]);
  if (back.length === 0) return { ...work, overlay, quarantine };
  const returned = back
    .filter((one) => !arrived.has(one.commit.id))
    .map((one) => [one.commit.id, pending(origin(one))] as const);
  return { ...work, overlay: inOrder([...overlay, ...returned]), quarantine };
}

function setAside(work: Work, { commitId, at, reason }: EntryOf<'set-aside'>): Work {
  change(work.quarantine, commitId, (one) => ({ ...one, setAside: { at, reason } }));
  return work;
}

/** What the restored server lost comes first, then all own work, as if it had never been sent (R3). */
function offerAgain(work: Work, { offered, at }: EntryOf<'epoch-changed'>): Work {
  const first = Math.min(0, ...[...work.overlay.values()].map((one) => one.order)) - offered.length;
  const again = offered.map(
    (commit, index) =>
      [commit.id, pending({ commit, savedAt: at, order: first + index, creates: [] })] as const,
  );
  const own = [...work.overlay.values()].map((one) => [one.commit.id, pending(origin(one))] as const);
  return { ...work, overlay: inOrder([...own, ...again]), restored: { at, offered: offered.length } };
}

type Rejection = Extract<Answer, { outcome: 'rejected' }>;
type Origin = Kept & { readonly commit: Commit; readonly savedAt: Instant };

function origin({ commit, savedAt, order, creates }: Origin): Origin {
  return { commit, savedAt, order, creates };
}

function pending(from: Origin): Ordered<OverlayCommit> {
  return { ...from, state: 'pending' };
}

function change<T>(map: Map<CommitId, T>, id: CommitId, to: (before: T) => T): void {
  const before = map.get(id);
  if (before) map.set(id, to(before));
}

function without<T>(map: ReadonlyMap<CommitId, T>, ids: readonly CommitId[]): Map<CommitId, T> {
  const next = new Map(map);
  for (const id of ids) next.delete(id);
  return next;
}

function inOrder<T extends { readonly order: number }>(
  entries: Iterable<readonly [CommitId, T]>,
): Map<CommitId, T> {
  return new Map([...new Map(entries)].sort(([, a], [, b]) => a.order - b.order));
}
