import { createBook, type FoldingBook } from '../../shared/booking/book.ts';
import { type Command, mostFacts } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import type { BookingEvent, EventInStream } from '../../shared/booking/events.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../../shared/log/commit.ts';
import type { ActorId, CommitId, DeviceId, EventId, SessionId } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import type { CommandBody } from './commands.ts';
import { instant, sessionId } from './ids.ts';
import { random } from './random.ts';

/** Makes commits as a device does: decides on the book that it has, and goes on from what it decided. */
export type Clerk = {
  readonly book: FoldingBook;
  /** The command's commit; it must be allowed and bring something about. `on`: the session's name. */
  commit(body: CommandBody, on?: string): Commit;
  commits(...bodies: CommandBody[]): Commit[];
  /** What others did. */
  learn(events: Iterable<PlacedEvent>): void;
};

type Who = { readonly actorId: ActorId; readonly deviceId: DeviceId };

const MORNING = Date.UTC(2026, 3, 20, 7);

export function createClerk({ actorId, deviceId }: Who, seed = 1): Clerk {
  const book = createBook();
  const ids = createIds(`${deviceId}${seed}`);
  let deviceSequence = 0;

  function commit(body: CommandBody, on = 'workshop'): Commit {
    deviceSequence += 1;
    const command = {
      sessionId: sessionId(on) as SessionId,
      ...body,
      actorId,
      deviceId,
      at: instant(deviceSequence),
      eventIds: Array.from({ length: mostFacts(body.type) }, () => ids() as EventId),
    } as Command;
    const decision = decide(command, book);
    if (!decision.ok) throw new Error(`${body.type} was refused: ${JSON.stringify(decision.refusal)}`);
    if (decision.facts.length === 0) throw new Error(`${body.type} brings nothing about`);
    const made = commitOnto(
      book,
      { id: ids() as CommitId, deviceSequence, command: { ...command } },
      decision.facts,
    );
    for (const event of placedEvents(made)) book.fold(event);
    return made;
  }

  return {
    book,
    commit,
    commits: (...bodies) => bodies.map((body) => commit(body)),
    learn(events) {
      for (const event of events) book.fold(event);
    },
  };
}

/** Ascending ids that the name alone decides. */
export function createIds(name: string): () => string {
  const chance = random([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7));
  let count = 0;
  return () =>
    uuidV7(
      MORNING + count++,
      Uint8Array.from({ length: 10 }, () => chance.whole(0, 255)),
    );
}

/** The same facts on top of another book (C1). */
export function rebased(commit: Commit, onto: FoldingBook): Commit {
  return commitOnto(onto, commit, factsOf(commit) as EventInStream<BookingEvent>[]);
}

/** A deep copy to spoil. */
export function altered(commit: Commit, alter: (copy: Spoilable) => void): Commit {
  const copy = structuredClone(commit) as unknown as Spoilable;
  alter(copy);
  return copy as unknown as Commit;
}

// biome-ignore lint/suspicious/noExplicitAny: tests write what no type allows.
export type Spoilable = any;
