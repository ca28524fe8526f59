import { accept } from '../../server/accept.ts';
import type { Knowledge } from '../../server/commits/outcome.ts';
import type { FramedCommit } from '../../server/commits/push.ts';
import { createBook, type FoldingBook } from '../../shared/booking/book.ts';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { actorId, deviceId } from '../support/ids.ts';

export const ADA = { actorId: actorId('ada'), deviceId: deviceId('tablet') };
export const BOB = { actorId: actorId('bob'), deviceId: deviceId('phone') };

/** Both are members still, with a device each. */
const ENROLLED = new Map(
  [ADA, BOB].map(({ actorId, deviceId }) => [deviceId, { actorId, isRevoked: false }]),
);

/** A log that holds these commits, and nothing else to know. */
export function knowing(commits: readonly Commit[] = [], more: Partial<Knowledge> = {}): Knowledge {
  return {
    book: bookOf(commits),
    recordedFacts: () => undefined,
    kept: () => undefined,
    keptCreator: () => undefined,
    isEventIdTaken: () => false,
    fence: () => undefined,
    device: (id) => ENROLLED.get(id),
    authorsRole: () => 'field',
    isSenderRevoked: false,
    senderRole: 'planner',
    isRelease: false,
    isRestored: false,
    ...more,
  };
}

export function outcome(commit: unknown, known: Knowledge, sender = ADA): string {
  const verdict = accept(commit as FramedCommit, sender, known);
  const code = 'problem' in verdict ? `: ${verdict.problem.type.replace('/problems/', '')}` : '';
  return verdict.kind + code;
}

/** A session of ten seats, and a booking of four on it that is not in the log yet. */
export function scene(): { clerk: Clerk; scheduled: Commit; reserved: Commit; known: Knowledge } {
  const clerk = createClerk(ADA);
  const [scheduled, reserved] = clerk.commits(
    schedule({ A: 10 }),
    reserve('Ada', { A: 4 }, { guest: GUEST }),
  ) as [Commit, Commit];
  return { clerk, scheduled, reserved, known: knowing([scheduled]) };
}

export function bookOf(commits: readonly Commit[]): FoldingBook {
  const book = createBook();
  for (const commit of commits) for (const event of placedEvents(commit)) book.fold(event);
  return book;
}
