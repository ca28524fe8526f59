import { mayAllotToOthers, mayAsk, mayRecord } from '../shared/access/permissions.ts';
import { type Book, layerOver } from '../shared/booking/book.ts';
import { missingFor } from '../shared/booking/dependence.ts';
import type { EventInStream } from '../shared/booking/events.ts';
import { groundless, oversold } from '../shared/booking/rules.ts';
import type { Session } from '../shared/booking/session.ts';
import { canonicalJson } from '../shared/log/canonical-json.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../shared/log/commit.ts';
import {
  type AllotmentId,
  type EventId,
  type SessionId,
  type StreamVersion,
  sessionOf,
} from '../shared/log/ids.ts';
import type { AnyEvent } from '../shared/log/recorded-event.ts';
import type { Problem } from '../shared/sync/problem.ts';
import { problem } from '../shared/sync/problem-titles.ts';
import { forgedBy, isOfSomebodyCutOff } from './commits/authors.ts';
import { misshapenFact, type ReadCommit, readCommit, unsupportedFact } from './commits/facts.ts';
import type { Knowledge, Mismatch, Outcome } from './commits/outcome.ts';
import type { FramedCommit, Sender } from './commits/push.ts';

/**
 * What becomes of one commit: a pure function of what the log knows and what was sent.
 *
 *   is it whole? ─▶ seen before? ─▶ may it? ─▶ behind another? ─▶ readable? ─▶ versions? ─▶ rules? ─▶ accepted
 *     rejected       repeated       rejected     deferred        unsupported    conflict    rejected
 *                                                                 rejected      deferred    unsupported
 *
 * - A commit that is in the log gets its receipt before anything else is looked at (P3).
 * - Rules are judged only on the very state that the sender saw: versions come before them.
 * - Nothing sent is believed: derived events are computed here, and what is stored is what was computed (P6).
 */
export function accept(framed: FramedCommit, sender: Sender, known: Knowledge): Outcome {
  const read = readCommit(framed);
  if ('malformed' in read) return rejected(problem('malformed', 422, { detail: read.malformed }));
  const { commit } = read;
  return (
    seenBefore(read, known) ??
    barred(read, sender, known) ??
    behindAnother(commit, known) ??
    unreadable(read) ??
    unfounded(read, known) ??
    elsewhere(commit, known) ??
    judge(read, known)
  );
}

function rejected(why: Problem, keep: ReadCommit | null = null, fences = true): Outcome {
  return { kind: 'rejected', problem: why, keep, fences };
}

function seenBefore({ commit, factsHash }: ReadCommit, known: Knowledge): Outcome | undefined {
  const recorded = known.recordedFacts(commit.id);
  if (recorded === factsHash) return { kind: 'repeated' };
  if (recorded !== undefined) return rejected(problem('facts-differ', 409));
  const kept = known.kept(commit.id);
  if (kept?.setAside) return rejected(problem('set-aside', 409));
  // Whoever sends it: what waits in quarantine would leave it unseen.
  if (kept && kept.factsHash !== factsHash) return rejected(problem('facts-differ', 409));
  return undefined;
}

/** Not to be done by this sender: the streams stay open to others. */
function barred(read: ReadCommit, sender: Sender, known: Knowledge): Outcome | undefined {
  // First: what names a false author is never kept for another reason, with which it could be released.
  const forged = forgedBy(sender, read.commit, known);
  if (forged) return refused(forged, read);
  if (known.isSenderRevoked) return refused(problem('device-revoked', 403), read);
  return unpermitted(read, sender, known);
}

/** What the sender's role does not permit, whoever did it: who brings a commit answers for it (P6, C7). */
function unpermitted(read: ReadCommit, sender: Sender, known: Knowledge): Outcome | undefined {
  const { senderRole } = known;
  if (!senderRole) return refused(problem('role-withdrawn', 403), read);
  if (isOfSomebodyCutOff(sender, read.commit, known) && !mayAsk(senderRole, 'POST quarantine/:commit'))
    return refused(problem('not-permitted', 403, { role: senderRole, detail: FOR_PLANNERS }), read);
  const fact =
    factsOf(read.commit).find(({ event }) => !mayRecord(senderRole, event.type)) ??
    (mayAllotToOthers(senderRole)
      ? undefined
      : factsOf(read.commit).find((fact) => isOfOthers(fact, sender, known.book)));
  return fact && refused(problem('not-permitted', 403, { role: senderRole, event: fact.event.type }), read);
}

const FOR_PLANNERS = 'What a revoked device or a former member did, a planner hands in';

/** Seats taken along for another device than the one that sends: whom it hands them in for, it says itself (W3). */
function isOfOthers({ streamId, event }: EventInStream<AnyEvent>, sender: Sender, book: Book): boolean {
  const { allotmentId, fromAllotment, deviceId } = event.data;
  const id = event.type === 'SeatsReserved' ? fromAllotment : allotmentId;
  if (typeof id !== 'string') return false;
  const allotment = book.session(sessionOf(streamId))?.allotments.get(id as AllotmentId);
  const owner = event.type === 'SeatsAllotted' ? deviceId : allotment?.deviceId;
  return owner !== undefined && owner !== sender.deviceId;
}

function refused(why: Problem, read: ReadCommit): Outcome {
  return rejected(why, misshapenFact(read) ? null : read, false);
}

function behindAnother(commit: Commit, known: Knowledge): Outcome | undefined {
  for (const { streamId } of commit.writes) {
    const behind = known.fence(streamId);
    if (behind !== undefined && behind !== commit.id) return { kind: 'deferred', behind };
  }
  return undefined;
}

function unreadable(read: ReadCommit): Outcome | undefined {
  const unsupported = unsupportedFact(read);
  if (unsupported) return { kind: 'unsupported', problem: unsupported };
  const misshapen = misshapenFact(read);
  return misshapen && rejected(misshapen);
}

/** It builds on what was not accepted, or its events are somebody else's. */
function unfounded(read: ReadCommit, known: Knowledge): Outcome | undefined {
  const { commit } = read;
  for (const thing of missingFor(commit, known.book)) {
    const creator = known.keptCreator(thing);
    if (creator !== undefined && creator !== commit.id)
      return rejected(problem('depends-on', 409, { commitId: creator }), read);
  }
  const ids = commit.writes.flatMap(({ facts, derived }) => [...facts, ...derived].map(({ id }) => id));
  const seen = new Set<EventId>();
  const taken = ids.find((id) => known.isEventIdTaken(id) || seen.size === seen.add(id).size);
  return taken === undefined ? undefined : rejected(problem('event-id-taken', 409, { eventId: taken }), read);
}

/** The streams are not where the sender saw them (P1). */
function elsewhere(commit: Commit, known: Knowledge): Outcome | undefined {
  const places = commit.writes.map(({ streamId, expectedVersion, expectedEventId }) => {
    const session = known.book.session(sessionOf(streamId));
    const actualVersion = session?.version ?? (0 as StreamVersion);
    const actualEventId = session?.lastEventId ?? null;
    return { streamId, expectedVersion, expectedEventId, actualVersion, actualEventId };
  });
  const mismatches: Mismatch[] = places
    .filter(
      (place) =>
        place.expectedVersion < place.actualVersion ||
        (place.expectedVersion === place.actualVersion && place.expectedEventId !== place.actualEventId),
    )
    .map(({ expectedEventId: _, ...mismatch }) => mismatch);
  if (mismatches.length > 0) return { kind: 'conflict', mismatches };
  const ahead = places.some((place) => place.expectedVersion > place.actualVersion);
  return ahead ? { kind: 'deferred', behind: null } : undefined;
}

function judge(read: ReadCommit, { book }: Knowledge): Outcome {
  const facts = factsOf(read.commit) as EventInStream[];
  const closed = facts.find(({ streamId }) => book.session(sessionOf(streamId))?.unreadable);
  if (closed) return { kind: 'unsupported', problem: problem('type-unknown', 422, { detail: 'in the log' }) };
  const commit = commitOnto(book, read.commit, facts);
  const after = layerOver(book);
  for (const event of placedEvents(commit)) after.fold(event);
  for (const fact of facts) {
    const why = groundless(book, after, fact, facts);
    if (why) {
      const { code, ...evidence } = why;
      return rejected(problem(code, 422, evidence), read);
    }
  }
  if (!sameDerived(commit, read.commit))
    return { kind: 'unsupported', problem: problem('derived-differ', 409) };
  const seatType = oversoldType(book, after.sessions);
  if (seatType !== undefined) return rejected(problem('oversold', 422, { seatType }), read);
  const { factsHash, factTexts } = read;
  return { kind: 'accepted', commit, factsHash, factTexts, sessions: after.sessions };
}

/** Write by write, in the order of the first facts: another order is another commit. */
function sameDerived(a: Commit, b: Commit): boolean {
  return (
    a.writes.length === b.writes.length &&
    a.writes.every(({ streamId, derived }, index) => {
      const other = b.writes[index];
      if (other?.streamId !== streamId || other.derived.length !== derived.length) return false;
      return derived.length === 0 || canonicalJson(derived) === canonicalJson(other.derived);
    })
  );
}

function oversoldType(before: Book, after: ReadonlyMap<SessionId, Session>): string | undefined {
  for (const [id, session] of after) {
    const seatType = oversold(before.session(id), session);
    if (seatType !== undefined) return seatType;
  }
  return undefined;
}
