import { createBook, type FoldingBook, layerPending } from '../../shared/booking/book.ts';
import type { Command } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import type { BookingEvent, EventInStream } from '../../shared/booking/events.ts';
import { copySession, type Session } from '../../shared/booking/session.ts';
import { type Commit, type CommitOrigin, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import { streamOf } from '../../shared/log/ids.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import type { CommandBody } from './commands.ts';
import { commandOf } from './given.ts';
import { actorId, commitId, deviceId, eventId, instant, sessionId } from './ids.ts';
import { bytesOf, checkCommit, checkSession } from './invariants.ts';

/** One thing that happens: a device takes a command, or brings what it has and gets what it lacks, or the server ends
 * what has lasted longest. */
export type Turn = { readonly device: number; readonly command: CommandBody | 'sync' | 'time-goes-by' };
type Device = { cursor: number; pending: { origin: CommitOrigin; facts: EventInStream[] }[] };
export type Played = { log: PlacedEvent[]; commits: Commit[]; book: FoldingBook; refused: number };

/**
 * Several devices and one log, without a network: each decides on the log up to its cursor and its own pending
 * commits, and its facts meet a newer book when it syncs. Every invariant is checked at every commit.
 *
 * `tamper` plants a bug: what it returns is recorded in place of the commit.
 */
export function play(turns: readonly Turn[], tamper = (commit: Commit): Commit => commit): Played {
  const played: Played = { log: [], commits: [], book: createBook(), refused: 0 };
  const devices: Device[] = [0, 1, 2].map(() => ({ cursor: 0, pending: [] }));
  for (const [at, { device: number, command }] of turns.entries()) {
    const device = devices[number];
    if (!device) continue;
    if (command === 'sync') sync(played, device, tamper);
    else if (command === 'time-goes-by') expire(played, at, tamper);
    else take(played, device, { ...commandOf(command, at), deviceId: deviceId(`device-${number}`) });
  }
  for (const device of devices) sync(played, device, tamper);
  return played;
}

function take(played: Played, device: Device, command: Command): void {
  const view = layerPending(replay(played.log.slice(0, device.cursor)));
  for (const { origin, facts } of device.pending) fold(view, commitOnto(view, origin, facts));
  const before = bytesOf(view.session(sessionId()));
  const decision = decide(command, view);
  if (bytesOf(view.session(sessionId())) !== before) throw new Error('decide changed the book');
  if (!decision.ok) played.refused++;
  else if (decision.facts.length > 0) {
    const origin = {
      id: commitId(command.eventIds[0] ?? ''),
      deviceSequence: 0,
      command: { type: command.type },
    };
    device.pending.push({ origin, facts: decision.facts });
  }
}

/** The longest running hold, offer or allotment is over (P8). */
function expire(played: Played, at: number, tamper: Tamper): void {
  const session = played.book.session(sessionId());
  const fact = session && nextExpiry(session, at);
  if (!fact) return;
  const origin = { id: commitId(`${at}`), deviceSequence: 0, command: { type: 'Expire' } };
  bring(played, { origin, facts: [{ streamId: streamOf(sessionId()), event: fact }] }, tamper);
}

function nextExpiry(session: Session, at: number): BookingEvent | undefined {
  const id = eventId(`${at}.1`);
  const who = { actorId: actorId('system'), deviceId: deviceId('system') };
  const meta = { occurredAt: instant(at), ...who, causationId: null, correlationId: id };
  const say = (type: string, data: object): BookingEvent =>
    ({ id, type, schemaVersion: 1, data, meta }) as unknown as BookingEvent;
  const allotment = session.allotments.values().find(({ status }) => status === 'live');
  const reservations = [...session.reservations.values()];
  const offered = reservations.find(({ offer }) => offer);
  const held = reservations.find(({ hold }) => hold);
  if (allotment && at % 3 === 0) return say('AllotmentExpired', { allotmentId: allotment.id });
  if (offered) return say('OfferExpired', { reservationId: offered.id });
  return held && say('ReservationExpired', { reservationId: held.id });
}

type Tamper = (commit: Commit) => Commit;

function sync(played: Played, device: Device, tamper: Tamper): void {
  for (const pending of device.pending) bring(played, pending, tamper);
  device.pending = [];
  device.cursor = played.log.length;
}

function bring(
  { book, log, commits }: Played,
  { origin, facts }: Device['pending'][number],
  tamper: Tamper,
): void {
  const session = book.session(sessionId());
  const before = session && copySession(session);
  const commit = tamper(commitOnto(book, origin, facts));
  if (bytesOf(session) !== bytesOf(before)) throw new Error('derive changed the book');
  fold(book, commit);
  log.push(...placedEvents(commit));
  commits.push(commit);
  const after = book.session(sessionId());
  if (!after) return;
  checkSession(after);
  const derived = commit.writes.flatMap((write) => write.derived) as unknown as BookingEvent[];
  const bodies = facts.map(({ event }) => event);
  checkCommit(before, after, bodies, derived);
}

function fold(book: FoldingBook, commit: Commit): void {
  for (const placed of placedEvents(commit)) book.fold(placed);
}
