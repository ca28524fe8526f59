import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import type { PlacedEvent, RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';

/** The log as it was found so far, each event of it checked once: what is there already must only stay. */
type RecordedLog = {
  commits(): number;
  /** What is new is dense, unique, and each commit of it whole and as it was sent. */
  grow(log: readonly RecordedEvent[]): void;
  /** What is not as the receipt says, if anything. */
  differsFrom(receipt: ReceiptOf<'accepted'>): string | undefined;
};

export function createRecordedLog(
  sent: ReadonlyMap<string, Commit>,
  complain: (violation: string) => void,
): RecordedLog {
  const texts: string[] = [];
  const byCommit = new Map<string, RecordedEvent[]>();
  const eventIds = new Set<string>();
  const versions = new Map<string, number>();

  function add(event: RecordedEvent): void {
    const { id, position, streamId, version, commitId } = event;
    texts.push(JSON.stringify(event));
    if (position !== texts.length) complain(`position ${texts.length} holds ${position}`);
    if (eventIds.has(id)) complain(`event ${id} is there twice`);
    eventIds.add(id);
    const next = (versions.get(streamId) ?? 0) + 1;
    if (version !== next) complain(`${streamId} has version ${version} where ${next} follows`);
    versions.set(streamId, version);
    byCommit.set(commitId, [...(byCommit.get(commitId) ?? []), event]);
  }

  function checkWhole(commitId: string): void {
    const events = byCommit.get(commitId) ?? [];
    const commit = sent.get(commitId);
    if (!commit) return complain(`commit ${commitId} was never sent`);
    const same = canonicalJson(events.map(asPlaced)) === canonicalJson(placedEvents(commit));
    if (!same) complain(`commit ${commitId} is not whole: it is in the log otherwise than it was sent`);
    const first = events[0]?.position ?? 0;
    if (events.some(({ position }, index) => position !== first + index))
      complain(`commit ${commitId} does not stand together`);
  }

  return {
    commits: () => byCommit.size,
    grow(log) {
      const changed = texts.findIndex((text, index) => text !== JSON.stringify(log[index]));
      if (changed >= 0) return complain(`the log is no longer what it was, from position ${changed + 1} on`);
      const added = log.slice(texts.length);
      for (const event of added) add(event);
      for (const commitId of new Set(added.map((event) => event.commitId))) checkWhole(commitId);
    },
    differsFrom({ commitId, firstPosition, lastPosition, streams, recordedAt }) {
      const events = byCommit.get(commitId) ?? [];
      if (events.length === 0) return 'is not in the log';
      if (events[0]?.position !== firstPosition || events.at(-1)?.position !== lastPosition)
        return `is not at the positions ${firstPosition} to ${lastPosition} of its receipt`;
      const newest = streams.every(
        ({ streamId, version }) =>
          events.findLast((event) => event.streamId === streamId)?.version === version,
      );
      if (!newest) return 'has other versions than its receipt says';
      return events.every((event) => event.recordedAt === recordedAt) ? undefined : 'has another time';
    },
  };
}

function asPlaced(event: RecordedEvent): PlacedEvent {
  const { workspaceId: _, position: __, recordedAt: ___, submittedBy: ____, ...placed } = event;
  return placed;
}
