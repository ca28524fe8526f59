import * as v from 'valibot';
import type { Commit } from '../../shared/log/commit.ts';
import type { CommitId, DeviceId } from '../../shared/log/ids.ts';
import { codeOf } from '../../shared/sync/problem-code.ts';
import { PushReply, Receipt } from '../../shared/sync/protocol.ts';
import type { QuarantineAction } from '../../shared/sync/quarantine.ts';
import { ACCEPTED_BY_BOTH, type Coverage, count } from './coverage.ts';
import { checkReading, checkSession } from './invariants/authority.ts';
import { checkPulled } from './invariants/pulled.ts';
import { checkReceipt, checkRejection, dependsOn } from './invariants/receipts.ts';
import { ofEach, type SavedCommits } from './invariants/saved-commits.ts';
import type { ServerLog } from './invariants/server-log.ts';
import type { AnswerHeard, Asked } from './link.ts';
import type { Authority } from './people/authority.ts';

/** What the server is asked about commits, and what it answers: each receipt is held against the invariants. */
export type Hearing = {
  heardBy(deviceId: DeviceId): HeardByDevice;
  /** The server has said something of this commit since it last kept one, on which others may build (C5). */
  isSaidAnew(id: CommitId): boolean;
  /** A request came to the server. */
  asked(request: Asked): AnswerHeard;
};

/** What answers that reached a device have said of commits, at any time. */
export type HeardByDevice = {
  /** The server took them. */
  readonly accepted: Set<CommitId>;
  /** They are out: it rejected them, or what they build on. */
  readonly out: Set<CommitId>;
};

export type HearingSetting = {
  readonly saved: SavedCommits;
  readonly serverLog: ServerLog;
  readonly authority: Authority;
  readonly coverage: Coverage;
  readonly check: (checking: () => void) => void;
};

type Sent = { readonly commits: readonly Commit[]; readonly isRelease: boolean };

export function createHearing({ saved, serverLog, authority, coverage, check }: HearingSetting): Hearing {
  const heard = new Map<DeviceId, HeardByDevice>();
  const acceptedBy = new Map<CommitId, string>();
  const everRejected = new Set<CommitId>();
  const everAltered = new Set<CommitId>();
  const everSettled = new Set<CommitId>();
  const copies = new Map<CommitId, Commit[]>();
  /** Those of which something was said since the last one was kept. */
  const saidAnew = new Set<CommitId>();

  function sentIn({ path, body, original }: Asked): Sent | undefined {
    if (!body) return undefined;
    if (path.endsWith('/commits')) {
      noteAltered(body, original);
      return { commits: (JSON.parse(body) as { commits: Commit[] }).commits, isRelease: false };
    }
    if (!path.includes('/quarantine/')) return undefined;
    const asked = JSON.parse(body) as QuarantineAction;
    const id = path.split('/').at(-1) as CommitId;
    saved.quarantined(id);
    if (asked.action === 'set-aside') everSettled.add(id);
    return { commits: asked.action === 'release' ? [asked.commit as Commit] : [], isRelease: true };
  }

  /** Returns what to read an answer with: it gives the receipts. */
  function listen({ commits, isRelease }: Sent, request: Asked): (answer: Uint8Array) => readonly Receipt[] {
    const { deviceId } = request;
    const { epoch } = serverLog;
    for (const commit of commits) {
      saved.sentBy(commit.id).add(deviceId);
      copies.set(commit.id, [...(copies.get(commit.id) ?? []), commit]);
    }
    const known = new Set(commits.map(({ id }) => id).filter((id) => serverLog.positionsOf(id).length > 0));
    return (answer) => {
      const text: unknown = JSON.parse(new TextDecoder().decode(answer));
      const reply = isRelease ? { epoch, receipts: [v.parse(Receipt, text)] } : v.parse(PushReply, text);
      for (const receipt of reply.receipts) noteRejected(receipt);
      // One that left before a restore speaks of a life that is over.
      if (reply.epoch !== serverLog.epoch) return reply.receipts;
      for (const receipt of reply.receipts) hear(receipt, request, known.has(receipt.commitId));
      const released = isRelease && commits.length > 0 && reply.receipts[0]?.outcome === 'accepted';
      if (released) count(coverage, 'released');
      return reply.receipts;
    };
  }

  function noteRejected(receipt: Receipt): void {
    if (receipt.outcome === 'rejected') everRejected.add(receipt.commitId);
  }

  function heardBy(deviceId: DeviceId): HeardByDevice {
    return ofEach(heard, deviceId, () => ({ accepted: new Set(), out: new Set() }));
  }

  function reach(deviceId: DeviceId, receipt: Receipt): void {
    const { accepted, out } = heardBy(deviceId);
    if (receipt.outcome === 'accepted') accepted.add(receipt.commitId);
    if (receipt.outcome !== 'rejected') return;
    for (const id of [receipt.commitId, ...dependsOn(receipt.problem)]) out.add(id);
  }

  function hear(receipt: Receipt, { deviceId, at, node }: Asked, isRepeated: boolean): void {
    const sent = copies.get(receipt.commitId) ?? [];
    if (receipt.outcome === 'rejected') saved.quarantined(receipt.commitId);
    if (receipt.outcome === 'accepted') {
      if ((acceptedBy.get(receipt.commitId) ?? node) !== node) count(coverage, ACCEPTED_BY_BOTH);
      acceptedBy.set(receipt.commitId, node);
    }
    count(coverage, `answered: ${nameOf(receipt, isRepeated)}`);
    saidAnew.add(receipt.commitId);
    if (receipt.outcome === 'rejected') {
      const code = codeOf(receipt.problem);
      count(coverage, `rejected: ${code}`);
      if (code === 'set-aside') serverLog.setAside(receipt.commitId);
      if (code && KEPT.has(code)) noteKept(receipt.commitId);
      const isOut = (id: CommitId): boolean =>
        everRejected.has(id) || (copies.has(id) && serverLog.positionsOf(id).length === 0);
      const around = { altered: everAltered, isOut, settled: everSettled, saved, authority };
      check(() => checkRejection(receipt, { ...around, deviceId, at, copies: sent }));
    }
    check(() => checkReceipt(serverLog, { receipt, isRepeated, copies: sent }));
  }

  function noteKept(id: CommitId): void {
    if (everAltered.has(id)) return;
    if (!serverLog.keeping.has(id)) saidAnew.clear();
    serverLog.kept(id);
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

  return {
    heardBy,
    isSaidAnew: (id) => saidAnew.has(id),
    asked(request) {
      const sent = sentIn(request);
      const hearAnswer = sent && listen(sent, request);
      const checkPull = checkPulled(request, serverLog);
      let receipts: readonly Receipt[] = [];
      return {
        left(answer) {
          const { status, body } = answer;
          if (status !== 200) return;
          check(() => checkSession(request, authority));
          check(() => checkReading(request, authority));
          check(() => checkPull(answer));
          check(() => {
            receipts = hearAnswer?.(body) ?? [];
          });
        },
        arrived() {
          for (const receipt of receipts) reach(request.deviceId, receipt);
        },
      };
    },
  };
}

/** Rejected for who sent it, or for what it builds on: such a commit a planner can still bring in. */
const KEPT: ReadonlySet<string> = new Set([
  'device-revoked',
  'role-withdrawn',
  'not-permitted',
  'depends-on',
]);

function nameOf(receipt: Receipt, isRepeated: boolean): string {
  if (receipt.outcome === 'accepted') return isRepeated ? 'accepted before' : 'accepted';
  return receipt.outcome === 'unsupported' ? `unsupported, ${codeOf(receipt.problem)}` : receipt.outcome;
}
