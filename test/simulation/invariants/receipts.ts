import { mayAllotToOthers, mayAsk, mayRecord } from '../../../shared/access/permissions.ts';
import { type Commit, factsOf } from '../../../shared/log/commit.ts';
import type { CommitId, DeviceId, EventId, ReservationId, SessionId } from '../../../shared/log/ids.ts';
import type { AnyEvent } from '../../../shared/log/recorded-event.ts';
import type { Role } from '../../../shared/sync/people.ts';
import type { Problem } from '../../../shared/sync/problem.ts';
import { codeOf } from '../../../shared/sync/problem-code.ts';
import type { Receipt, ReceiptOf } from '../../../shared/sync/protocol.ts';
import type { Authority, Standing } from '../people/authority.ts';
import type { SavedCommits } from './saved-commits.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

export type Heard = {
  readonly receipt: Receipt;
  /** The log held the commit before it was sent this time. */
  readonly isRepeated: boolean;
  /** Every way in which the commit ever came to the server. */
  readonly copies: readonly Commit[];
};

/** 6: what a receipt says is so; what is in the log is never refused to whoever sends it once more (P1, P3). */
export function checkReceipt(serverLog: ServerLog, { receipt, isRepeated, copies }: Heard): void {
  if (receipt.outcome === 'accepted') {
    serverLog.acknowledged(receipt);
    if (!isRepeated) checkExpected(serverLog, receipt.commitId, copies);
    return;
  }
  // Other facts under the same id are another matter.
  const otherFacts = receipt.outcome === 'rejected' && codeOf(receipt.problem) === 'facts-differ';
  hold(!isRepeated || otherFacts, '6 a truthful yes', () => {
    return `${receipt.commitId} is in the log, and is answered ${receipt.outcome}`;
  });
}

export type Refused = {
  /** Who sent it this time, and when it came. */
  readonly deviceId: DeviceId;
  readonly at: number;
  /** Every way in which the commit ever came to the server. */
  readonly copies: readonly Commit[];
  /** Commits that came to the server otherwise than they were saved. */
  readonly altered: ReadonlySet<CommitId>;
  /** It came to the server and did not get into the log, whether anybody heard why or not. */
  readonly isOut: (id: CommitId) => boolean;
  /** What somebody wanted to be set aside. */
  readonly settled: ReadonlySet<CommitId>;
  readonly saved: SavedCommits;
  readonly authority: Authority;
};

/**
 * 1: nobody's honest work is refused for good: a clash is a conflict, and what cannot be kept is compensated (C2). Only
 * what was altered is, what its sender may not do, and what names a session, a reservation or an allotment that such a
 * commit would have brought.
 */
export function checkRejection({ commitId, problem }: ReceiptOf<'rejected'>, refused: Refused): void {
  const isExplained =
    refused.altered.has(commitId) ||
    isBarred(commitId, problem, refused) ||
    causesOf(problem, refused).some((id) => id !== commitId && refused.isOut(id));
  hold(isExplained, '1 no loss', () => `${commitId} is rejected for good, as ${JSON.stringify(problem)}`);
}

/** W3, C5: whoever sent it may not, or might not have been let when the server looked. */
function isBarred(commitId: CommitId, problem: Problem, refused: Refused): boolean {
  const { authority, deviceId, at, copies, settled } = refused;
  const owner = authority.ownerOf(deviceId);
  const roles = owner ? authority.rolesSince(owner, at) : new Set<Standing>();
  switch (codeOf(problem)) {
    case 'device-revoked':
      return authority.wasRevokedSince(deviceId, at).has(true);
    case 'role-withdrawn':
      return roles.has(undefined);
    case 'not-permitted':
      return [...roles].some((role) => copies.some((copy) => role && !mayBring(role, copy, refused)));
    case 'set-aside':
      return settled.has(commitId);
    default:
      return false;
  }
}

function mayBring(role: Role, copy: Commit, refused: Refused): boolean {
  if (!mayRecordAll(role, copy) || isOutOfReach(role, copy, refused)) return false;
  return mayAllotToOthers(role) || !isOfOthersSeats(copy, refused);
}

/** W2, W3: of seats that another device than the one that sends takes along, gives back or draws from. */
function isOfOthersSeats(copy: Commit, { saved, deviceId }: Refused): boolean {
  return factsOf(copy).some(({ event }) => {
    const owner = saved.ownerOf(allotmentIn(event));
    return owner !== undefined && owner !== deviceId;
  });
}

function allotmentIn({ data }: AnyEvent): unknown {
  return data.allotmentId ?? data.fromAllotment;
}

/** C7: of a device that was revoked, or of somebody who is no member, and brought by no planner. */
function isOutOfReach(role: Role, { submittedFor }: Commit, { authority, at }: Refused): boolean {
  if (!submittedFor || mayAsk(role, 'POST quarantine/:commit')) return false;
  const { actorId, deviceId } = submittedFor;
  return (
    authority.wasRevokedSince(deviceId, at).has(true) || authority.rolesSince(actorId, at).has(undefined)
  );
}

function mayRecordAll(role: Role, commit: Commit): boolean {
  return factsOf(commit).every(({ event }) => mayRecord(role, event.type));
}

/** The commits that would have brought what the problem says is not there. */
function causesOf(problem: Problem, { saved, copies }: Refused): CommitId[] {
  const { sessionId, reservationId, eventId } = problem as Missing & Problem;
  switch (codeOf(problem)) {
    case 'depends-on':
      return dependsOn(problem);
    case 'session-unknown':
      return [...saved.creatorsOf(`session:${sessionId}`)];
    case 'reservation-unknown':
      return [...saved.creatorsOf(String(reservationId))];
    case 'allotment-unknown':
      return copies
        .flatMap(factsOf)
        .filter(({ event }) => event.id === eventId)
        .flatMap(({ event }) => [...saved.creatorsOf(String(allotmentIn(event)))]);
    default:
      return [];
  }
}

/** The commit that the server names as missing, if it names one. */
export function dependsOn(problem: Problem): CommitId[] {
  const { commitId } = problem as Missing & Problem;
  return codeOf(problem) === 'depends-on' && commitId ? [commitId] : [];
}

type Missing = {
  readonly commitId?: CommitId;
  readonly sessionId?: SessionId;
  readonly reservationId?: ReservationId;
  readonly eventId?: EventId;
};

/** The sender had seen the very events that its commit now follows: one of its copies, as a rebase left it, says so. */
function checkExpected({ events, positionsOf }: ServerLog, id: CommitId, copies: readonly Commit[]): void {
  const [first = 0] = positionsOf(id);
  const isExpected = ({ streamId, expectedEventId }: Commit['writes'][number]): boolean => {
    const before = events.findLast((event) => event.streamId === streamId && event.position < first);
    return (before?.id ?? null) === expectedEventId;
  };
  hold(
    copies.some(({ writes }) => writes.every(isExpected)),
    '6 a truthful yes',
    () => `${id} was put after an event that its sender had not seen`,
  );
}
