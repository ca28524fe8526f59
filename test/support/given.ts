import { createBook, type FoldingBook, layerPending } from '../../shared/booking/book.ts';
import type { Command } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import type { Refusal } from '../../shared/booking/decision.ts';
import type { BookingEvent, EventInStream } from '../../shared/booking/events.ts';
import { type Outcome, outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import { newSession, remaining, type Session } from '../../shared/booking/session.ts';
import { type Commit, type CommitOrigin, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import { streamOf } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import type { CommandBody, EventBody } from './commands.ts';
import { actorId, commitId, deviceId, eventId, instant, reservationId, sessionId } from './ids.ts';

/**
 * given(what happened).when(command) and then: its facts or refusal, what derives from them, and the state.
 *
 *   given(schedule({ A: 10 })).when(reserve('Ada', { A: 4 })).facts
 *
 * With `offline`, a device decides on the book as it is; `meanwhile` others go on; `arrive` rebases the device's
 * commits onto what there is by then.
 *
 *   given(schedule({ A: 2 })).offline(reserve('Ada', { A: 2 })).meanwhile(reserve('Bob', { A: 2 })).arrive()
 *
 * A step is a command, which must be accepted, or an event, recorded as it is. Each is one commit.
 */
export function given(...steps: Step[]): Story {
  const log: PlacedEvent[] = [];
  const book = createBook();
  let clock = 0;

  const record = (onto: FoldingBook, commit: Commit): Commit => {
    for (const placed of placedEvents(commit)) {
      onto.fold(placed);
      if (onto === book) log.push(placed);
    }
    return commit;
  };
  const commitOf = (onto: FoldingBook, origin: CommitOrigin, facts: readonly EventInStream[]): Commit =>
    record(onto, commitOnto(onto, origin, facts));
  const run = (onto: FoldingBook, step: Step): Then => {
    const at = ++clock;
    const origin = originOf(at, step);
    if ('data' in step) return thenOf(onto, commitOf(onto, origin, [factOf(step, at)]), []);
    const decision = decide(commandOf(step, at), onto);
    if (!decision.ok) return thenOf(onto, undefined, [], decision.refusal);
    const facts = decision.facts.map(({ event }) => bodyOf(event));
    return thenOf(
      onto,
      decision.facts.length > 0 ? commitOf(onto, origin, decision.facts) : undefined,
      facts,
    );
  };
  const mustRun = (onto: FoldingBook, step: Step): Then => {
    const then = run(onto, step);
    if (then.refusal) throw new Error(`${step.type} was refused: ${JSON.stringify(then.refusal)}`);
    return then;
  };

  const story: Story = {
    book,
    log,
    and(...more) {
      for (const step of more) mustRun(book, step);
      return story;
    },
    when: (command) => run(book, command),
    offline(...commands) {
      const device = layerPending(book);
      const pending = commands.flatMap((command) => mustRun(device, command).commit ?? []);
      const late: Late = {
        meanwhile(...others) {
          story.and(...others);
          return late;
        },
        arrive() {
          const arrived = pending.map((commit) => commitOf(book, commit, factsAgain(commit)));
          return thenOf(book, arrived.at(-1), [], undefined, arrived);
        },
      };
      return late;
    },
  };
  return story.and(...steps);
}

export type Step = CommandBody | EventBody;
export type Story = {
  readonly book: FoldingBook;
  readonly log: readonly PlacedEvent[];
  and(...steps: Step[]): Story;
  when(command: Step): Then;
  offline(...commands: Step[]): Late;
};
export type Late = { meanwhile(...steps: Step[]): Late; arrive(): Then };

export type Then = {
  readonly facts: EventBody[];
  readonly refusal: Refusal | undefined;
  /** The commit as it was recorded last; `commits` are all that arrived. */
  readonly commit: Commit | undefined;
  readonly commits: readonly Commit[];
  /** What derives from the commits, without ids and meta. */
  readonly derived: EventBody[];
  readonly session: Session;
  reservation(who: string): Reservation;
  outcome(who: string): Outcome | undefined;
  remaining(seatType: string): number;
  /** Why whose follow-ups are open: `['Ada: waitlisted']`; `names` says who is looked for. */
  followUps(...names: string[]): string[];
  waitlist(...names: string[]): string[];
};

function thenOf(
  book: FoldingBook,
  commit: Commit | undefined,
  facts: EventBody[],
  refusal?: Refusal,
  commits: readonly Commit[] = commit ? [commit] : [],
): Then {
  const session = book.session(sessionId()) ?? newSession(sessionId());
  const nameOf = (names: string[], id: string): string =>
    names.find((name) => reservationId(name) === id) ?? id;
  return {
    facts,
    refusal,
    commit,
    commits,
    derived: commits.flatMap(({ writes }) => writes.flatMap(({ derived }) => derived.map(bodyOf))),
    session,
    reservation(who) {
      const reservation = session.reservations.get(reservationId(who));
      if (!reservation) throw new Error(`there is no reservation of ${who}`);
      return reservation;
    },
    outcome(who) {
      const reservation = session.reservations.get(reservationId(who));
      return reservation && outcomeOf(reservation);
    },
    remaining: (seatType) => remaining(session, seatType),
    followUps: (...names) =>
      [...session.followUps.values()].map(({ reservationId: id, why }) => `${nameOf(names, id)}: ${why}`),
    waitlist: (...names) => session.waitlist.map((id) => nameOf(names, id)),
  };
}

/** The command with all that is not pure: deterministic, and another for every `at`. Who and where, unless the body
 * says so itself (`by`, `onSession`). */
export function commandOf(body: CommandBody, at: number): Command {
  const who = { sessionId: sessionId(), actorId: actorId(), deviceId: deviceId() };
  const eventIds = [1, 2, 3].map((index) => eventId(`${at}.${index}`));
  return { ...who, ...body, at: instant(at), eventIds } as Command;
}

function factOf({ type, data, schemaVersion = 1 }: EventBody, at: number): EventInStream {
  const id = eventId(`${at}.1`);
  const who = { actorId: actorId(), deviceId: deviceId() };
  const meta = { occurredAt: instant(at), ...who, causationId: null, correlationId: id };
  const event = { id, type, schemaVersion, data, meta } as unknown as BookingEvent;
  return { streamId: streamOf(sessionId()), event };
}

function originOf(at: number, step: Step): CommitOrigin {
  return { id: commitId(`${at}`), deviceSequence: at, command: { type: step.type } };
}

function factsAgain({ writes }: Commit): EventInStream[] {
  return writes.flatMap(({ streamId, facts }) =>
    facts.map((event) => ({ streamId, event: event as unknown as BookingEvent })),
  );
}

function bodyOf({ type, data }: { type: string; data: object }): EventBody {
  return { type, data };
}
