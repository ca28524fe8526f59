import type { CommitToKeep, NewCommit } from '../../server/log/event-log.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { Commit } from '../../shared/log/commit.ts';
import { type StreamId, streamOf, streamVersion } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { actorId, commitId, deviceId, eventId, instant, sessionId } from '../support/ids.ts';

export const BY = { actorId: actorId('ada'), deviceId: deviceId('tablet') };
export const streamNamed = (name = 'workshop'): StreamId => streamOf(sessionId(name));

type Part = { readonly stream?: string; readonly after: number; readonly events?: number };

/** A commit for the log alone, which does not ask what events say: some events on each stream, after a version. */
export function newCommit(name: string, ...parts: Part[]): NewCommit {
  const writes = parts.map(({ stream, after, events = 1 }) => ({
    streamId: streamNamed(stream),
    expectedVersion: streamVersion(after),
    expectedEventId: null,
    facts: Array.from({ length: events }, (_, index) => factNamed(`${name} ${stream} ${index}`)),
    derived: [],
  }));
  const commit: Commit = { id: commitId(name), deviceSequence: 1, command: { type: 'Test' }, writes };
  const events = writes.flatMap(({ streamId, expectedVersion, facts }) =>
    facts.map((event, index) => ({
      id: event.id,
      type: event.type,
      streamId,
      version: streamVersion(expectedVersion + 1 + index),
      json: canonicalJson(event),
    })),
  );
  return { commit, factsHash: `hash of ${name}`, events, submittedBy: BY, recordedAt: instant(1) };
}

/** One that was rejected, and would have created the session. */
export function keptCommit(name: string): CommitToKeep {
  const { commit, factsHash, submittedBy } = newCommit(name, { after: 0 });
  const creates = [streamNamed()];
  return {
    commit,
    factsHash,
    submittedBy,
    keptAt: instant(2),
    problem: problem('session-unknown', 422),
    creates,
  };
}

function factNamed(name: string): Commit['writes'][number]['facts'][number] {
  const id = eventId(name);
  const meta = { occurredAt: instant(), ...BY, causationId: null, correlationId: id };
  return { id, type: 'SessionReopened', schemaVersion: 1, data: { note: `"${name}"\n` }, meta };
}
