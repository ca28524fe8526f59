import type { Chain } from '../../../client/worker/log/dexie-chain.ts';
import type { EntryOf, JournalEntry } from '../../../client/worker/log/journal.ts';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import { type Commit, factsOf } from '../../../shared/log/commit.ts';
import { type CommitId, type DeviceId, type EventId, position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import { type Coverage, count } from '../coverage.ts';
import type { CommitReport } from '../storage/disk.ts';
import type { Trace } from '../trace.ts';
import { checkGeneration } from './generations.ts';
import { ofEach, type SavedCommits } from './saved-commits.ts';
import type { ServerLog } from './server-log.ts';
import { checkStored } from './stored-log.ts';
import { hold } from './violation.ts';

/** What one device's disk went through, looked at in the instant in which each transaction becomes part of it. */
export type DeviceLog = {
  committed(report: CommitReport): void;
};

type Write = CommitReport['writes'][number];

type Around = {
  readonly saved: SavedCommits;
  readonly serverLog: ServerLog;
  readonly trace: Trace;
  readonly coverage: Coverage;
};

export function createDeviceLog(deviceId: DeviceId, around: Around): DeviceLog {
  const { saved, serverLog: server, trace, coverage } = around;
  let sequence = 0;
  /** Who took the lead last. */
  let leader: unknown;
  const rejected = saved.rejectedOn(deviceId);
  const accepted = saved.acceptedOn(deviceId);
  const pulled = saved.pulledOn(deviceId);
  /** Of what was rejected: the commit that it was rejected for, where the server named one. */
  const builtOn = new Map<CommitId, unknown>();

  /** What the journal says that the server decided, until a pull brings it, or a restore takes it back. */
  function followAnswers(entry: JournalEntry): void {
    if (entry.kind === 'answered') {
      for (const answer of entry.answers) {
        const { commitId, outcome } = answer;
        rejected.delete(commitId);
        if (outcome === 'rejected') rejected.set(commitId, sequence);
        if (outcome === 'rejected') builtOn.set(commitId, answer.problem.commitId);
        if (outcome === 'accepted') accepted.set(commitId, sequence);
      }
    } else if (entry.kind === 'pulled') {
      for (const id of entry.settled) for (const decided of [rejected, accepted]) decided.delete(id);
      // What they build on has come: they go their way again (C5).
      for (const [id, other] of builtOn) if (entry.settled.some((one) => one === other)) rejected.delete(id);
    } else if (entry.kind === 'epoch-changed') {
      for (const decided of [rejected, accepted]) decided.clear();
    }
  }

  function checkJournal({ writes, durability, tab }: CommitReport): JournalEntry[] {
    return writes
      .filter(({ store }) => store === 'journal')
      .map((write) => {
        hold(write.kind === 'add', '5 append-only', () => `the journal's ${write.key} was ${write.kind}`);
        hold(write.key === sequence + 1, '5 append-only', () => `entry ${write.key} follows ${sequence}`);
        hold(durability === 'strict', '14 honest display', () => `entry ${write.key} is not durable`);
        sequence += 1;
        trace.content(`journal of ${deviceId}`, String(write.value));
        const entry = JSON.parse(String(write.value)) as JournalEntry;
        if (entry.kind === 'saved') {
          checkGuaranteed(entry.commit, server);
          saved.add(entry.commit, { deviceId, tab });
        } else if (SYNCS.has(entry.kind)) {
          hold(tab === leader, '11 fencing', () => `${entry.kind} ${sequence} is not of the newest leader`);
        }
        if (entry.kind === 'epoch-changed' && entry.offered.length > 0) count(coverage, 'offered again');
        followAnswers(entry);
        return entry;
      });
  }

  return {
    committed(report) {
      const entries = checkJournal(report);
      const { before, after } = chainOf(report.writes);
      if (report.writes.some(({ store, key }) => store === 'meta' && key === 'fence')) leader = report.tab;
      if (after) checkCursor({ before, after, entries, report, server, pulled });
      else
        hold(!entries.some(({ kind }) => MOVES.has(kind)), '4 the cursor', () => 'events without a cursor');
      checkStored(report.writes, { isPulled: entries.length > 0 });
    },
  };
}

/** A1, 14: nobody is promised seats out of an allotment of which the server has not said that it stands. */
function checkGuaranteed(commit: Commit, { allotted }: ServerLog): void {
  for (const { event } of factsOf(commit)) {
    const { fromAllotment } = event.data;
    hold(!fromAllotment || allotted.has(fromAllotment), '14 honest display', () => {
      return `${commit.id} draws from ${String(fromAllotment)}, which the server never set aside`;
    });
  }
}

const SYNCS: ReadonlySet<string> = new Set(['answered', 'rebased', 'pulled', 'epoch-changed']);

const MOVES: ReadonlySet<string> = new Set(['pulled', 'epoch-changed']);

function chainOf(writes: readonly Write[]): { before: Chain; after: Chain | undefined } {
  const write = writes.find(({ store, key }) => store === 'meta' && key === 'chain');
  const before = (write?.before ?? { cursor: position(0), generations: [] }) as Chain;
  return { before, after: write?.value as Chain | undefined };
}

type CursorMove = {
  readonly before: Chain;
  readonly after: Chain;
  readonly entries: readonly JournalEntry[];
  readonly report: CommitReport;
  readonly server: ServerLog;
  readonly pulled: Map<CommitId, Set<EventId>>;
};

/** 3, 4: the cursor moves with exactly the events that it passes, and these are the server's. */
function checkCursor({ before, after, entries, report, server, pulled }: CursorMove): void {
  const restored = entries.find((entry): entry is EntryOf<'epoch-changed'> => entry.kind === 'epoch-changed');
  if (restored) return checkGeneration(restored, { before, after }, server);
  const generation = after.generations.at(-1);
  const isNew = after.generations.length > before.generations.length && before.generations.length > 0;
  hold(!isNew, '4 the cursor', () => 'a new generation without its entry');
  hold(after.cursor >= before.cursor, '4 the cursor', () => `${before.cursor} goes back to ${after.cursor}`);
  const theirs = generation && server.of(generation.epoch);
  hold(theirs, '3 no hole', () => `epoch ${generation?.epoch} is none of the server's`);
  let next = before.cursor + 1;
  for (const event of eventsIn(report.writes)) {
    hold(event.position === next, '3 no hole', () => `position ${event.position} where ${next} should be`);
    hold(isSame(event, theirs[next - 1]), '3 no hole', () => `position ${next} is not what the server has`);
    const facts = ofEach(pulled, event.commitId, () => new Set());
    if (uuidVersion(event.id) === 7) facts.add(event.id);
    next += 1;
  }
  hold(
    next === after.cursor + 1,
    '4 the cursor',
    () => `the cursor says ${after.cursor}, the log ${next - 1}`,
  );
}

function eventsIn(writes: readonly Write[]): RecordedEvent[] {
  return writes
    .filter(({ store, kind }) => kind === 'add' && (store === 'tail' || store === 'segments'))
    .flatMap(({ value }) => JSON.parse(new TextDecoder().decode((value as { body: Uint8Array }).body)));
}

/** Their texts are made once: every device stores the same event. */
const texts = new WeakMap<RecordedEvent, string>();

function isSame(event: RecordedEvent, recorded: RecordedEvent | undefined): boolean {
  if (!recorded) return false;
  const text = texts.get(recorded) ?? canonicalJson(recorded);
  texts.set(recorded, text);
  return canonicalJson(event) === text;
}
