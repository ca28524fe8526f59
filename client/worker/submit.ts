import { type FoldingBook, layerOver } from '../../shared/booking/book.ts';
import { type Command, mostFacts } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import type { EventInStream } from '../../shared/booking/events.ts';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import { total } from '../../shared/booking/seats.ts';
import { type Commit, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import { type CommitId, type EventId, type Instant, localSequence, sessionOf } from '../../shared/log/ids.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import { guaranteedUntil } from '../view/guarantee.ts';
import type { Who } from '../view/source.ts';
import type { Draft, Preview, Result, Submitted } from './api.ts';
import { StorageProblem } from './log/event-log.ts';
import type { NewEntry } from './log/journal.ts';
import type { DeviceState } from './state/device-state.ts';
import type { Replica } from './state/replica.ts';

export type SubmitContext = {
  readonly replica: Replica;
  readonly who: Who;
  readonly now: () => Instant;
  /** That many random bytes. */
  readonly random: (count: number) => Uint8Array;
  /** When this device last held all that the server had. */
  readonly asOf: () => Instant | null;
};

/**
 * The way of a command: decide, derive, append, and only then tell.
 *
 *   submit ─┐                        ┌ one strict transaction ┐
 *   submit ─┼─ gathered ─▶ decide ─▶ │ saved · saved · saved  │ ─▶ 'saved' to each
 *   submit ─┘                 ▲      └────────── moved ───────┘
 *                             └── another tab was first: read on ──┘
 *
 * Commands that come while a transaction is under way share the next one. A command keeps its ids when it is decided
 * again, so that an append whose outcome is uncertain is never a second booking.
 */
export function createSubmit(context: SubmitContext): (draft: Draft) => Promise<Submitted> {
  let waiting: Waiting[] = [];
  let saving = false;

  async function drain(): Promise<void> {
    saving = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await saveTogether(context, batch);
    }
    saving = false;
  }

  return (draft) =>
    new Promise((answer) => {
      waiting.push({ command: toCommand(draft, context), commitId: newId(context) as CommitId, answer });
      if (!saving) void drain();
    });
}

/** The same decision without the append. */
export function preview(context: SubmitContext, draft: Draft): Preview {
  const book = context.replica.state.book();
  const command = toCommand(draft, context);
  const decision = decide(command, book);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  if (decision.facts.length === 0) return { kind: 'nothing-to-do' };
  const scratch = layerOver(book);
  const commit = toCommit(book, command, {
    id: newId(context) as CommitId,
    facts: decision.facts,
    sequence: 0,
  });
  foldInto(scratch, commit);
  return { kind: 'would-save', result: resultOf(command, scratch, context.asOf()) };
}

type Waiting = {
  readonly command: Command;
  readonly commitId: CommitId;
  readonly answer: (submitted: Submitted) => void;
};

async function saveTogether(context: SubmitContext, batch: readonly Waiting[]): Promise<void> {
  const decided = await decideAndAppend(context, batch);
  if (decided instanceof StorageProblem) {
    for (const { answer } of batch)
      answer({ kind: 'not-saved', code: decided.code, detail: decided.message });
    return;
  }
  for (const { waiting, entry, otherwise } of decided)
    waiting.answer(entry ? saved(waiting, entry.at, whatCameOfIt(context, waiting.command)) : otherwise);
}

/** What is saved is said to be, also where a bug hides what came of it (L1). */
function whatCameOfIt({ replica, asOf }: SubmitContext, command: Command): Result {
  try {
    return resultOf(command, replica.state.book(), asOf());
  } catch {
    return { asOf: asOf() };
  }
}

/**
 * An error that is no storage problem is a bug; the person is told that nothing was saved all the same, unless the
 * bug was met after the transaction: then it shows in the state, and all that was in it is saved.
 */
async function decideAndAppend(
  context: SubmitContext,
  batch: readonly Waiting[],
): Promise<readonly Decided[] | StorageProblem> {
  let decided: Decided[] = [];
  try {
    await context.replica.whole();
    await context.replica.append((state) => {
      decided = decideAll(context, state, batch);
      const entries = decided.flatMap(({ entry }) => entry ?? []);
      return entries.length > 0 ? entries : undefined;
    });
    return decided;
  } catch (error) {
    const { overlay } = context.replica.state.work;
    if (decided.some(({ entry, waiting }) => entry && overlay.has(waiting.commitId))) return decided;
    return error instanceof StorageProblem ? error : new StorageProblem('failed', String(error));
  }
}

type SavedEntry = Extract<NewEntry, { kind: 'saved' }>;
type Decided =
  | { readonly waiting: Waiting; readonly entry: SavedEntry; readonly otherwise?: never }
  | { readonly waiting: Waiting; readonly entry?: never; readonly otherwise: Submitted };

/** Each command meets what those before it in the batch bring about; nothing of it shows before it is durable. */
function decideAll(context: SubmitContext, state: DeviceState, batch: readonly Waiting[]): Decided[] {
  const book = batch.length === 1 ? state.book() : layerOver(state.book());
  let sequence = localSequence(state.journal + 1);
  return batch.map((waiting): Decided => {
    const { command, commitId } = waiting;
    const decision = decide(command, book);
    if (!decision.ok) return { waiting, otherwise: { kind: 'refused', refusal: decision.refusal } };
    if (decision.facts.length === 0) return { waiting, otherwise: { kind: 'nothing-to-do' } };
    const commit = toCommit(book, command, { id: commitId, facts: decision.facts, sequence });
    const creates = createdBy(decision.facts, book);
    if (batch.length > 1) foldInto(book, commit);
    sequence = localSequence(sequence + 1);
    return { waiting, entry: { kind: 'saved', at: context.now(), commit, creates } };
  });
}

/** `deviceSequence` is the journal's number: ascending, unique on the device. Who the guest is stands in the facts
 * alone (D1). */
function toCommit(
  book: FoldingBook,
  command: Command,
  { id, facts, sequence }: { id: CommitId; facts: EventInStream[]; sequence: number },
): Commit {
  const evidence = Object.entries(command).filter(([name]) => !NO_EVIDENCE.has(name));
  return commitOnto(
    book,
    { id, deviceSequence: sequence, command: Object.fromEntries(evidence) as Commit['command'] },
    facts,
  );
}

const NO_EVIDENCE: ReadonlySet<string> = new Set(['eventIds', 'guest']);

function foldInto(book: FoldingBook, commit: Commit): void {
  for (const event of placedEvents(commit)) book.fold(event);
}

/** The streams, reservations and allotments that facts on top of `book` bring about (C5). */
export function createdBy(facts: readonly EventInStream[], book: FoldingBook): string[] {
  const created = facts.flatMap(({ streamId, event }): string[] => {
    const session = book.session(sessionOf(streamId));
    if (!session) return [streamId];
    if (event.type === 'SeatsAllotted') return [event.data.allotmentId];
    if (!('reservationId' in event.data) || session.reservations.has(event.data.reservationId)) return [];
    return [event.data.reservationId];
  });
  return [...new Set(created)];
}

function toCommand(draft: Draft, context: SubmitContext): Command {
  const { actorId, deviceId } = context.who;
  const eventIds = Array.from({ length: mostFacts(draft.type) }, () => newId(context) as EventId);
  return { ...draft, at: context.now(), actorId, deviceId, eventIds } as Command;
}

function newId({ now, random }: SubmitContext): string {
  return uuidV7(Date.parse(now()), random(10));
}

function saved({ commitId }: Waiting, savedAt: Instant, result: Result): Submitted {
  return { kind: 'saved', commitId, savedAt, result };
}

function resultOf(command: Command, book: FoldingBook, asOf: Instant | null): Result {
  const session = book.session(command.sessionId);
  const reservation =
    'reservationId' in command ? session?.reservations.get(command.reservationId) : undefined;
  if (!session || !reservation) return { asOf };
  const until = guaranteedUntil(session, reservation);
  const place = session.waitlist.indexOf(reservation.id);
  return {
    ...(until && { guaranteedUntil: until }),
    asOf,
    reservation: {
      id: reservation.id,
      sessionId: session.id,
      outcome: outcomeOf(reservation),
      granted: total(reservation.granted),
      wanted: total(reservation.wanted),
      waitlistPlace: place < 0 ? null : place + 1,
    },
  };
}
