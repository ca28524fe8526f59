import { createBook, type FoldingBook } from '../../shared/booking/book.ts';
import { type Command, mostFacts } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import { type Commit, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import type { ActorId, CommitId, DeviceId, EventId } from '../../shared/log/ids.ts';
import { instantOf } from '../running/clock.ts';

/** A command without who, when and which ids. */
export type Wish = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'actorId' | 'deviceId' | 'eventIds'>
    : never
  : never;

/** Decides commands one after the other, as a device does, and keeps the commits to be sent. */
export type Clerk = {
  readonly book: FoldingBook;
  /** Does nothing when the command is refused. */
  submit(wish: Wish, at: number): void;
  takeCommits(): Commit[];
};

export function createClerk(
  who: { readonly actorId: ActorId; readonly deviceId: DeviceId },
  newId: () => string,
): Clerk {
  const book = createBook();
  let commits: Commit[] = [];
  let deviceSequence = 0;
  return {
    book,
    submit(wish, at) {
      const eventIds = Array.from({ length: mostFacts(wish.type) }, () => newId() as EventId);
      const command = { ...wish, ...who, at: instantOf(at), eventIds } as Command;
      const decision = decide(command, book);
      if (!decision.ok || decision.facts.length === 0) return;
      deviceSequence += 1;
      const origin = { id: newId() as CommitId, deviceSequence, command: { ...command } };
      const commit = commitOnto(book, origin, decision.facts);
      for (const event of placedEvents(commit)) book.fold(event);
      commits.push(commit);
    },
    takeCommits() {
      const taken = commits;
      commits = [];
      return taken;
    },
  };
}
