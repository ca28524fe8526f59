import * as v from 'valibot';
import type { Commit } from '../../shared/log/commit.ts';
import type { CommitId } from '../../shared/log/ids.ts';
import { codeOf } from '../../shared/sync/problem.ts';
import { PushReply, type Receipt } from '../../shared/sync/protocol.ts';
import { type Coverage, count } from './coverage.ts';
import { checkReceipt, checkRejection } from './invariants/receipts.ts';
import { createSavedCommits, type SavedCommits } from './invariants/saved-commits.ts';
import { createServerLog, type ServerLog } from './invariants/server-log.ts';
import { Violation } from './invariants/violation.ts';
import type { Answer, Asked } from './link.ts';
import type { Schedule } from './schedule.ts';
import { createServerReading, type ServerReading } from './server-reading.ts';
import type { Template } from './template.ts';
import type { Trace } from './trace.ts';

/** All that happened, as somebody who sees everything would know it: what the invariants are held against. */
export type Chronicle = ServerReading & {
  readonly coverage: Coverage;
  readonly trace: Trace;
  readonly saved: SavedCommits;
  readonly serverLog: ServerLog;
  /** Commits of which the server has ever said that it took them. */
  readonly everAccepted: ReadonlySet<CommitId>;
  /** And those that it ever rejected. */
  readonly everRejected: ReadonlySet<CommitId>;
  /** The first invariant that was seen broken. */
  readonly violation: Violation | undefined;
  note(fault: string): void;
  fail(error: unknown): void;
  /** A check inside somebody else's work: what it throws is ours alone. */
  check(checking: () => void): void;
  /** A request came to the server; returns what to call with its answer. */
  asked(request: Asked): (answer: Answer) => void;
};

export type ChronicleSetting = {
  readonly schedule: Schedule;
  readonly trace: Trace;
  readonly template: Template;
  /** The true time of day. */
  readonly clock: () => number;
};

export function createChronicle({ schedule, trace, template, clock }: ChronicleSetting): Chronicle {
  const coverage: Coverage = new Map();
  const saved = createSavedCommits();
  const serverLog = createServerLog(template.epoch, saved);
  serverLog.append(template.events);
  const everAccepted = new Set<CommitId>();
  const everRejected = new Set<CommitId>();
  const everAltered = new Set<CommitId>();
  const copies = new Map<CommitId, Commit[]>();
  const reading = createServerReading({ serverLog, trace, coverage, clock });
  let violation: Violation | undefined;

  const chronicle: Chronicle = {
    coverage,
    trace,
    saved,
    serverLog,
    everAccepted,
    everRejected,
    get violation() {
      return violation;
    },
    note(fault) {
      count(coverage, fault);
      trace.line(schedule.now, 'fate', fault);
    },
    fail(error) {
      violation ??= error instanceof Violation ? error : new Violation('a bug', stackOf(error));
    },
    check(checking) {
      try {
        checking();
      } catch (error) {
        chronicle.fail(error);
      }
    },
    readOn: (eventLog) => reading.readOn(eventLog).catch(chronicle.fail),
    readAgain: (eventLog) => reading.readAgain(eventLog).catch(chronicle.fail),
    readAll: (eventLog) => reading.readAll(eventLog).catch(chronicle.fail),
    asked(request) {
      const { path, body } = request;
      const hear = path.endsWith('/commits') && body ? askedToCommit(body, request) : undefined;
      return (answer) => {
        trace.content(`${path} answered ${answer.status}`, SEGMENT.test(path) ? '' : answer.body);
        if (answer.status === 200) hear?.(answer.body);
      };
    },
  };

  function askedToCommit(body: string, { original, deviceId }: Asked): (answer: Uint8Array) => void {
    noteAltered(body, original);
    const { commits } = JSON.parse(body) as { commits: Commit[] };
    for (const commit of commits) {
      saved.sentBy(commit.id).add(deviceId);
      copies.set(commit.id, [...(copies.get(commit.id) ?? []), commit]);
    }
    const known = new Set(commits.map(({ id }) => id).filter((id) => serverLog.positionsOf(id).length > 0));
    return (answer) => {
      const reply = v.parse(PushReply, JSON.parse(new TextDecoder().decode(answer)));
      for (const { commitId, outcome } of reply.receipts)
        if (outcome === 'rejected') everRejected.add(commitId);
      // One that left before a restore speaks of a life that is over.
      if (reply.epoch !== serverLog.epoch) return;
      for (const receipt of reply.receipts) {
        if (receipt.outcome === 'rejected') saved.quarantined(receipt.commitId);
        if (receipt.outcome === 'accepted') everAccepted.add(receipt.commitId);
        const isRepeated = known.has(receipt.commitId);
        count(coverage, `answered: ${nameOf(receipt, isRepeated)}`);
        chronicle.check(() =>
          checkRejection(receipt, { altered: everAltered, rejected: everRejected, saved }),
        );
        chronicle.check(() =>
          checkReceipt(serverLog, { receipt, isRepeated, copies: copies.get(receipt.commitId) ?? [] }),
        );
      }
    };
  }

  /** Commits that left the device as something else than what it had saved. */
  function noteAltered(body: string, original: string | undefined): void {
    if (body === original) return;
    const saidOf = (text: string | undefined): Commit[] =>
      text ? (JSON.parse(text) as { commits: Commit[] }).commits : [];
    const before = saidOf(original);
    for (const [index, commit] of saidOf(body).entries()) {
      if (JSON.stringify(commit) !== JSON.stringify(before[index])) everAltered.add(commit.id);
    }
  }

  return chronicle;
}

function nameOf(receipt: Receipt, isRepeated: boolean): string {
  if (receipt.outcome === 'accepted') return isRepeated ? 'accepted before' : 'accepted';
  return receipt.outcome === 'unsupported' ? `unsupported, ${codeOf(receipt.problem)}` : receipt.outcome;
}

/** Compressed otherwise from machine to machine: its name, the hash of what it says, is the same everywhere. */
const SEGMENT = /\/segments\/\d/;

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
