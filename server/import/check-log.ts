import { hash } from 'node:crypto';
import { createBook } from '../../shared/booking/book.ts';
import { DERIVED_ONLY, SCHEMA_VERSION } from '../../shared/booking/events.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { hashFacts, misfit, readCommit } from '../commits/facts.ts';
import type { CommitLine, Header, KeptLine } from './log-file.ts';
import { LineProblem, type NumberedLine, readHeader, readLines } from './read-log-file.ts';

export type CheckedLog = {
  readonly header: Header;
  readonly devices: number;
  readonly commits: number;
  readonly kept: number;
  /** SHA-256 over the commits alone: two logs with the same one are the same log. */
  readonly commitsHash: string;
};

/**
 * Reads the whole file before anything of it is written. The log in it must be one that a server could have written:
 * positions and versions without holes, ids once, facts as they were hashed, events in their form, and all of it folds.
 */
export async function checkLog(file: string): Promise<CheckedLog> {
  const header = await readHeader(file);
  const commits = createCommitCheck();
  const counts = { device: 0, commit: 0, kept: 0 };
  const ids = new Set<string>();
  let before: keyof typeof counts = 'device';
  for await (const numbered of readLines(file)) {
    const { number, line } = numbered;
    if (ORDER.indexOf(line.kind) < ORDER.indexOf(before))
      throw new LineProblem(number, `a ${line.kind} after a ${before}`);
    before = line.kind;
    counts[line.kind] += 1;
    const id = line.kind === 'device' ? line.deviceId : line.kind === 'commit' ? line.id : line.commit.id;
    if (ids.has(id)) throw new LineProblem(number, `${id} is there twice`);
    ids.add(id);
    if (line.kind === 'commit') commits.check(number, line);
    if (line.kind === 'kept') mustBeKept(number, line);
  }
  if (commits.head() !== header.head)
    throw new LineProblem(1, `the head is ${header.head}, and the log goes to ${commits.head()}`);
  const { device, commit, kept } = counts;
  return { header, devices: device, commits: commit, kept, commitsHash: commits.hash() };
}

const ORDER: NumberedLine['line']['kind'][] = ['device', 'commit', 'kept'];

function createCommitCheck() {
  const book = createBook();
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  let head = 0;
  let commitsHash = '';

  return {
    head: () => head,
    hash: () => commitsHash,
    check(number: number, commit: CommitLine): void {
      const problem = (what: string) => new LineProblem(number, what);
      const { events, id: commitId } = commit;
      if (commit.firstPosition !== head + 1)
        throw problem(`position ${commit.firstPosition} comes after ${head}`);
      head += events.length;
      for (const { streamId, version, event } of events) {
        const next = (versions.get(streamId) ?? 0) + 1;
        if (version !== next) throw problem(`${streamId} has version ${version} where ${next} should be`);
        versions.set(streamId, version);
        if (ids.has(event.id)) throw problem(`event ${event.id} is there twice`);
        ids.add(event.id);
        if (event.schemaVersion > SCHEMA_VERSION)
          throw problem(`${event.type} in version ${event.schemaVersion} is of a newer Daybook`);
        const wrong = misfit(event, canonicalJson(event));
        if (wrong) throw problem(wrong);
        fold({ ...event, streamId, version, commitId }, problem);
      }
      if (factsHashOf(commit) !== commit.factsHash) throw problem('its facts are not those of its factsHash');
      commitsHash = nextHash(commitsHash, commit);
    },
  };

  function fold(event: PlacedEvent, problem: (what: string) => LineProblem): void {
    try {
      book.fold(event);
    } catch (error) {
      throw problem(`${event.type} ${event.id} does not fold: ${(error as Error).message}`);
    }
  }
}

/** Of a log up to a commit, given that of all before it. */
export function nextHash(before: string, commit: CommitLine): string {
  return hash('sha256', `${before}${canonicalJson(commit)}`);
}

function factsHashOf({ events }: CommitLine): string {
  const facts = events.filter(({ event }) => !DERIVED_ONLY.has(event.type) && !event.meta.compensates);
  return hashFacts(
    facts.map(({ streamId }) => streamId),
    facts.map(({ event }) => canonicalJson(event)),
  );
}

function mustBeKept(number: number, { commit, factsHash }: KeptLine): void {
  const read = readCommit(commit);
  if ('malformed' in read) throw new LineProblem(number, read.malformed);
  if (read.factsHash !== factsHash) throw new LineProblem(number, 'its facts are not those of its factsHash');
}
