import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { PushReply, Receipt, ReceiptOf } from '../../shared/sync/protocol.ts';
import { createRecordedLog } from './recorded-log.ts';

/**
 * Remembers what a server has said to anybody, over all its deaths, and holds every later log against it (P2, P3, R1):
 *
 *   answered 2xx ─▶ the commits are at these positions, whole, and a repeat gets the same receipt
 *   pulled       ─▶ the same event is at the same position for ever: earlier logs are prefixes of later ones
 *   told (feed)  ─▶ the log goes at least so far
 *   sent         ─▶ recorded once, as it was sent, or not at all
 */
export type Witness = {
  /** What was found wrong, in plain words. */
  readonly violations: readonly string[];
  readonly totals: Readonly<Totals>;
  sends(commits: readonly Commit[]): void;
  isAnswered(commits: readonly Commit[], reply: PushReply): void;
  /** `cut`: its answer had begun. */
  isUnanswered(cut: boolean): void;
  pulls(events: readonly RecordedEvent[]): void;
  hears(head: number): void;
  complain(violation: string): void;
  /** The whole log of a server that has just started. */
  compare(log: readonly RecordedEvent[]): void;
};

export type Totals = {
  requestsAcknowledged: number;
  commitsAcknowledged: number;
  requestsUnanswered: number;
  /** Of those: how many answers had begun. */
  answersCut: number;
  /** Commits that were in the log though nobody had been told so. */
  commitsRecordedUnanswered: number;
  repeats: number;
  eventsRecorded: number;
};

export function createWitness(): Witness {
  const violations: string[] = [];
  const totals: Totals = {
    requestsAcknowledged: 0,
    commitsAcknowledged: 0,
    requestsUnanswered: 0,
    answersCut: 0,
    commitsRecordedUnanswered: 0,
    repeats: 0,
    eventsRecorded: 0,
  };
  const sent = new Map<string, Commit>();
  const receipts = new Map<string, ReceiptOf<'accepted'>>();
  const pulled = new Map<number, string>();
  const recorded = createRecordedLog(sent, complain);
  let head = 0;

  function complain(violation: string): void {
    violations.push(violation);
  }

  function keepReceipt(commit: Commit, receipt: Receipt | undefined): void {
    if (receipt?.outcome !== 'accepted' || receipt.commitId !== commit.id)
      return complain(`commit ${commit.id} was answered ${JSON.stringify(receipt)}`);
    const before = receipts.get(commit.id);
    if (before && canonicalJson(before) !== canonicalJson(receipt))
      complain(`commit ${commit.id} got another receipt when it was repeated`);
    if (!before) totals.commitsAcknowledged += 1;
    receipts.set(commit.id, before ?? receipt);
  }

  return {
    violations,
    totals,
    sends(commits) {
      if (commits.every(({ id }) => sent.has(id))) totals.repeats += 1;
      for (const commit of commits) sent.set(commit.id, commit);
    },
    isAnswered(commits, reply) {
      totals.requestsAcknowledged += 1;
      for (const [index, commit] of commits.entries()) keepReceipt(commit, reply.receipts[index]);
      head = Math.max(head, reply.head);
    },
    isUnanswered(cut) {
      totals.requestsUnanswered += 1;
      if (cut) totals.answersCut += 1;
    },
    pulls(events) {
      for (const event of events) {
        const text = JSON.stringify(event);
        const before = pulled.get(event.position) ?? text;
        if (before !== text) complain(`position ${event.position} was pulled with two contents`);
        pulled.set(event.position, before);
      }
    },
    hears(of) {
      head = Math.max(head, of);
    },
    complain,
    compare(log) {
      if (log.length < head) complain(`the log was said to go to ${head} and goes to ${log.length}`);
      for (const [position, text] of pulled)
        if (text !== JSON.stringify(log[position - 1]))
          complain(`what was pulled at position ${position} is not there any more`);
      recorded.grow(log);
      for (const receipt of receipts.values()) {
        const wrong = recorded.differsFrom(receipt);
        if (wrong) complain(`acknowledged commit ${receipt.commitId} ${wrong}`);
      }
      totals.eventsRecorded = log.length;
      totals.commitsRecordedUnanswered += recorded.commits() - receipts.size;
    },
  };
}
