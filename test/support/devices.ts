import { createBook, type FoldingBook, layerOver } from '../../shared/booking/book.ts';
import { decide } from '../../shared/booking/decide.ts';
import type { BookingEvent, EventInStream } from '../../shared/booking/events.ts';
import { copySession } from '../../shared/booking/session.ts';
import { type Commit, type CommitOrigin, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import type { CommandBody } from './commands.ts';
import { commandOf } from './given.ts';
import { commitId, sessionId } from './ids.ts';
import { bytesOf, checkCommit, checkSession } from './invariants.ts';

/** One thing that happens: a device takes a command, or brings what it has and gets what it lacks. */
export type Turn = { readonly device: number; readonly command: CommandBody | 'sync' };
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
    else take(played, device, command, at);
  }
  for (const device of devices) sync(played, device, tamper);
  return played;
}

function take(played: Played, device: Device, body: CommandBody, at: number): void {
  const view = layerOver(replay(played.log.slice(0, device.cursor)));
  for (const { origin, facts } of device.pending) fold(view, commitOnto(view, origin, facts));
  const before = bytesOf(view.session(sessionId()));
  const decision = decide(commandOf(body, at), view);
  if (bytesOf(view.session(sessionId())) !== before) throw new Error('decide changed the book');
  if (!decision.ok) played.refused++;
  else if (decision.facts.length > 0) {
    const origin = { id: commitId(`${at}`), deviceSequence: at, command: { type: body.type } };
    device.pending.push({ origin, facts: decision.facts });
  }
}

function sync(played: Played, device: Device, tamper: (commit: Commit) => Commit): void {
  const { book, log, commits } = played;
  for (const { origin, facts } of device.pending) {
    const session = book.session(sessionId());
    const before = session && copySession(session);
    const commit = tamper(commitOnto(book, origin, facts));
    if (bytesOf(session) !== bytesOf(before)) throw new Error('derive changed the book');
    fold(book, commit);
    log.push(...placedEvents(commit));
    commits.push(commit);
    const after = book.session(sessionId());
    if (!after) continue;
    checkSession(after);
    const derived = commit.writes.flatMap((write) => write.derived) as unknown as BookingEvent[];
    const bodies = facts.map(({ event }) => event);
    checkCommit(before, after, bodies, derived);
  }
  device.pending = [];
  device.cursor = log.length;
}

function fold(book: FoldingBook, commit: Commit): void {
  for (const placed of placedEvents(commit)) book.fold(placed);
}
