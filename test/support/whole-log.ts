import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Commit, factsOf } from '../../shared/log/commit.ts';
import type { AnyEvent, RecordedEvent } from '../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../shared/log/uuid.ts';

/** What is wrong with a server's log, in words: positions and versions are dense, a commit stands in one piece. */
export function flawsOf(log: readonly RecordedEvent[]): string[] {
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  const finished = new Set<string>();
  const flaws: string[] = [];
  for (const [index, { id, position, streamId, version, commitId }] of log.entries()) {
    const next = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, next);
    if (position !== index + 1) flaws.push(`position ${position} comes after ${index}`);
    if (version !== next) flaws.push(`${streamId} has version ${version} where ${next} should be`);
    if (ids.has(id)) flaws.push(`event ${id} is there twice`);
    ids.add(id);
    const before = log[index - 1]?.commitId;
    if (before !== commitId) {
      if (before !== undefined) finished.add(before);
      if (finished.has(commitId)) flaws.push(`commit ${commitId} is there twice`);
    }
  }
  return flaws;
}

/** What is wrong between what devices saved and what the server has: each saved commit is there once, nothing else is. */
export function lossesOf(log: readonly RecordedEvent[], saved: readonly Commit[]): string[] {
  const recorded = Map.groupBy(log, ({ commitId }) => commitId);
  const known = new Set(saved.map(({ id }) => id));
  return [
    ...saved.flatMap((commit) => {
      const ids = recorded.get(commit.id)?.map(({ id }) => id) ?? [];
      const lost = factsOf(commit).filter(({ event }) => !ids.includes(event.id));
      return lost.map(({ event }) => `${event.type} ${event.id} of commit ${commit.id} was lost`);
    }),
    ...[...recorded.keys()].filter((id) => !known.has(id)).map((id) => `commit ${id} was saved by nobody`),
  ];
}

/** Facts that are there more than once, under whatever ids: said of the same thing by the same device at the same time. */
export function doublesIn(log: readonly Pick<AnyEvent, 'id' | 'type' | 'data' | 'meta'>[]): string[] {
  const facts = log.filter(({ id }) => uuidVersion(id) === 7);
  const same = Map.groupBy(facts, ({ type, data, meta }) =>
    canonicalJson([type, data, meta.deviceId, meta.occurredAt]),
  );
  return [...same.values()].filter(({ length }) => length > 1).map(([fact]) => `${fact?.type} ${fact?.id}`);
}
