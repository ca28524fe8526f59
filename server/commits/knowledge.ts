import * as v from 'valibot';
import { createBook } from '../../shared/booking/book.ts';
import { type Session, settleSession } from '../../shared/booking/session.ts';
import type { CommitId, EventId, SessionId, StreamId, WorkspaceId } from '../../shared/log/ids.ts';
import * as Ids from '../../shared/log/ids.ts';
import { SubmittedBy } from '../../shared/log/recorded-event.ts';
import type { CommitToKeep, LogTransaction, RecordedCommit } from '../log/event-log.ts';
import type { Accepted, Knowledge } from './outcome.ts';
import type { FramedCommit, Push, Sender } from './push.ts';
import type { SessionCache } from './session-cache.ts';

/** What a transaction knows, and what its commits add to that as they are accepted or kept. */
export type BatchKnowledge = {
  /** As one push sees it: fences belong to a request, not to the transaction (P4). */
  of(push: Push): Knowledge & { readonly fences: Map<StreamId, CommitId> };
  readonly sessions: ReadonlyMap<SessionId, Session>;
  readonly recorded: ReadonlyMap<CommitId, RecordedCommit>;
  addAccepted(accepted: Accepted): void;
  addKept(id: CommitId, kept: Pick<CommitToKeep, 'factsHash' | 'problem' | 'creates'>): void;
  isKept(id: CommitId): boolean;
  /** The kept commit that would bring a stream or reservation into being: the first that was kept with it. */
  keptCreator(thing: string): CommitId | undefined;
  /** How many were put into the quarantine by this transaction. */
  keptCount(): number;
};

export async function gatherKnowledge(
  transaction: LogTransaction,
  cache: SessionCache,
  { workspace, pushes }: { readonly workspace: WorkspaceId; readonly pushes: readonly Push[] },
): Promise<BatchKnowledge> {
  const mentioned = mentionsOf(pushes.flatMap((push) => push.commits));
  // All at once: to a database on another machine each question is a journey.
  const senders = pushes.flatMap(({ sender, commits }) => [sender, ...commits.flatMap(handedInFor)]);
  const [{ epochs }, sessions, recorded, kept, creators, eventIds, devices, roles] = await Promise.all([
    transaction.workspace(),
    cache.load(transaction, workspace, mentioned.streams),
    transaction.recordedCommits(mentioned.commits),
    transaction.keptCommits(mentioned.commits),
    transaction.keptCreations(mentioned.things),
    transaction.recordedEventIds(mentioned.events),
    transaction.devices(distinct(senders.map(({ deviceId }) => deviceId))),
    transaction.roles(distinct(senders.map(({ actorId }) => actorId))),
  ]);
  const factsOfRecorded = new Map([...recorded].map(([id, { factsHash }]) => [id, factsHash]));
  const book = createBook(sessions);
  let keptCount = 0;

  return {
    sessions,
    recorded,
    of(push) {
      const fences = new Map<StreamId, CommitId>();
      return {
        book,
        fences,
        recordedFacts: (id) => factsOfRecorded.get(id),
        kept: (id) => kept.get(id),
        keptCreator: (thing) => creators.get(thing),
        isEventIdTaken: (id) => eventIds.has(id),
        fence: (streamId) => fences.get(streamId),
        device: (id) => devices.get(id),
        authorsRole: (author) => roles.get(author),
        isSenderRevoked: devices.get(push.sender.deviceId)?.isRevoked ?? false,
        senderRole: roles.get(push.sender.actorId),
        isRelease: push.release !== undefined,
        isRestored: epochs.length > 1,
      };
    },
    addAccepted({ commit, factsHash, sessions: after }) {
      factsOfRecorded.set(commit.id, factsHash);
      for (const { facts, derived } of commit.writes) {
        for (const { id } of [...facts, ...derived]) eventIds.add(id);
      }
      for (const [id, session] of after) sessions.set(id, settleSession(session));
      kept.delete(commit.id);
      for (const [thing, creator] of creators) if (creator === commit.id) creators.delete(thing);
    },
    addKept(id, { factsHash, problem, creates }) {
      if (kept.has(id)) return;
      kept.set(id, { factsHash, problem, setAside: false });
      keptCount += 1;
      for (const thing of creates) creators.set(thing, id);
    },
    keptCreator: (thing) => creators.get(thing),
    isKept: (id) => kept.has(id),
    keptCount: () => keptCount,
  };
}

function distinct<Id>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)];
}

type Mentions = { streams: StreamId[]; commits: CommitId[]; events: EventId[]; things: string[] };

/** All ids that commits name, read from what may be malformed: an id that has no right form is not looked up. */
export function mentionsOf(commits: readonly FramedCommit[]): Mentions {
  const streams = new Set<StreamId>();
  const events = new Set<EventId>();
  const things = new Set<string>();
  for (const commit of commits) {
    for (const write of listIn(commit, 'writes')) {
      const streamId = v.safeParse(Ids.StreamId, memberOf(write, 'streamId'));
      if (!streamId.success) continue;
      streams.add(streamId.output);
      things.add(streamId.output);
      for (const event of [...listIn(write, 'facts'), ...listIn(write, 'derived')]) {
        const id = v.safeParse(Ids.EventId, memberOf(event, 'id'));
        if (id.success) events.add(id.output);
        for (const name of ['reservationId', 'allotmentId', 'fromAllotment']) {
          const id = memberOf(memberOf(event, 'data'), name);
          if (v.is(Ids.ReservationId, id)) things.add(id);
        }
      }
    }
  }
  return {
    streams: [...streams],
    commits: [...new Set(commits.map((commit) => commit.id))],
    events: [...events],
    things: [...things],
  };
}

/** Whom a commit names as its author where somebody else brings it. */
function handedInFor(commit: FramedCommit): Sender[] {
  const named = v.safeParse(SubmittedBy, commit.submittedFor);
  return named.success ? [named.output] : [];
}

function memberOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
}

function listIn(value: unknown, name: string): unknown[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
}
