import * as v from 'valibot';
import type { Book } from '../booking/book.ts';
import { derive } from '../booking/derive.ts';
import type { DerivedEvent } from '../booking/derived.ts';
import type { BookingEvent, EventInStream } from '../booking/events.ts';
import { canonicalJson } from './canonical-json.ts';
import {
  ActorId,
  CommitId,
  DeviceId,
  EventId,
  StreamId,
  StreamVersion,
  sessionOf,
  streamVersion,
} from './ids.ts';
import { AnyEvent, type PlacedEvent } from './recorded-event.ts';
import { growingUuidV5 } from './uuid.ts';

/** Most facts in one commit (P7). */
export const FACTS_LIMIT = 50;

/** One stream's part of a commit: what it expects to find there, and what it appends. */
export const Write = v.object({
  streamId: StreamId,
  expectedVersion: StreamVersion,
  expectedEventId: v.nullable(EventId),
  facts: v.pipe(v.array(AnyEvent), v.minLength(1), v.maxLength(FACTS_LIMIT)),
  derived: v.array(AnyEvent),
});
export type Write = v.InferOutput<typeof Write>;

/** What one action of a person brought about: appended whole or not at all (P2). `command` is kept as evidence. */
export const Commit = v.object({
  id: CommitId,
  deviceSequence: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  command: v.looseObject({ type: v.pipe(v.string(), v.maxLength(64)) }),
  submittedFor: v.optional(v.object({ actorId: ActorId, deviceId: DeviceId })),
  writes: v.pipe(v.array(Write), v.minLength(1), v.maxLength(FACTS_LIMIT)),
});
export type Commit = v.InferOutput<typeof Commit>;

/** What of a commit never changes: the rest is computed anew at every rebase. */
export type CommitOrigin = Pick<Commit, 'id' | 'deviceSequence' | 'command' | 'submittedFor'>;

/**
 * The commit as it stands on top of `book`: the versions that it expects there, and what follows from its facts.
 * Facts go in unchanged and come out unchanged. `derive` gets them stream by stream, as whoever receives the commit
 * will (`factsOf`): another order would derive other events.
 */
export function commitOnto(book: Book, origin: CommitOrigin, facts: readonly EventInStream[]): Commit {
  const streamIds = [...new Set(facts.map((fact) => fact.streamId))];
  const streamByStream = streamIds.flatMap((streamId) => facts.filter((fact) => fact.streamId === streamId));
  const derived = identify(origin.id, derive(book, streamByStream));
  const writes = streamIds.map((streamId) => {
    const session = book.session(sessionOf(streamId));
    const on = <E>(all: readonly { streamId: StreamId; event: E }[]): E[] =>
      all.filter((one) => one.streamId === streamId).map((one) => one.event);
    return {
      streamId,
      expectedVersion: session?.version ?? streamVersion(0),
      expectedEventId: session?.lastEventId ?? null,
      facts: on(facts),
      derived: on(derived),
    };
  });
  const { id, deviceSequence, command, submittedFor } = origin;
  return { id, deviceSequence, command, ...(submittedFor && { submittedFor }), writes };
}

/**
 * Ids for derived events: each is named, within the commit's id, by all derived events up to and including it. So
 * the same events get the same ids wherever they are computed, and other ones never do.
 */
export function identify(
  commitId: CommitId,
  derived: readonly EventInStream<DerivedEvent>[],
): EventInStream[] {
  if (derived.length === 0) return [];
  const name = growingUuidV5(commitId);
  return derived.map(({ streamId, event }, index) => {
    name.append(`${index === 0 ? '[' : ','}${canonicalJson({ streamId, event })}`);
    return { streamId, event: { id: name.of(']'), ...event } as BookingEvent };
  });
}

/** The facts of a commit, stream by stream. */
export function factsOf(commit: Pick<Commit, 'writes'>): EventInStream<AnyEvent>[] {
  return commit.writes.flatMap(({ streamId, facts }) => facts.map((event) => ({ streamId, event })));
}

/** The commit's events at their places: of each stream its facts, then its derived events (P2). */
export function placedEvents(commit: Pick<Commit, 'id' | 'writes'>): PlacedEvent[] {
  return commit.writes.flatMap(({ streamId, expectedVersion, facts, derived }) =>
    [...facts, ...derived].map((event, index) => ({
      ...event,
      streamId,
      version: streamVersion(expectedVersion + 1 + index),
      commitId: commit.id,
    })),
  );
}
