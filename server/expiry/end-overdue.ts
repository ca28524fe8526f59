import { createBook } from '../../shared/booking/book.ts';
import type { Session } from '../../shared/booking/session.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Commit, factsOf, placedEvents } from '../../shared/log/commit.ts';
import type { EventId, Instant, SessionId } from '../../shared/log/ids.ts';
import { hashFacts } from '../commits/facts.ts';
import { newEvents } from '../commits/new-events.ts';
import type { Deadline, LogTransaction, NewCommit } from '../log/event-log.ts';
import { expiryOf, SYSTEM } from './expiry-of.ts';

type Ending = {
  readonly transaction: LogTransaction;
  /** Those of the deadlines' streams, to be changed. */
  readonly sessions: Map<SessionId, Session>;
  readonly at: Instant;
};

/**
 * Appends the end of each that is still due, as the transaction sees it (P8); what has ended is forgotten, and what this
 * version cannot tell waits for one that can.
 */
export async function endOverdue(
  deadlines: readonly Deadline[],
  { transaction, sessions, at }: Ending,
): Promise<void> {
  const book = createBook(sessions);
  const commits: NewCommit[] = [];
  const done: EventId[] = [];
  for (const deadline of deadlines) {
    const commit = expiryOf(deadline, book);
    if (commit === 'unknown') continue;
    done.push(deadline.startedBy);
    if (commit === 'over') continue;
    for (const event of placedEvents(commit)) book.fold(event);
    commits.push(newCommit(commit, at));
  }
  await transaction.append(commits);
  await transaction.dropDeadlines(done);
}

function newCommit(commit: Commit, recordedAt: Instant): NewCommit {
  const facts = factsOf(commit);
  const factTexts = facts.map(({ event }) => canonicalJson(event));
  const streams = facts.map(({ streamId }) => streamId);
  return {
    commit,
    factsHash: hashFacts(streams, factTexts),
    events: newEvents({ commit, factTexts }),
    submittedBy: SYSTEM,
    recordedAt,
  };
}
