import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBook, layerOver } from '../../shared/booking/book.ts';
import { oversold } from '../../shared/booking/rules.ts';
import { copySession, type Session, settleSession } from '../../shared/booking/session.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { PlacedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import { packSession, unpackSession } from '../../shared/log/session-snapshot.ts';
import {
  acceptOffer,
  addSeats,
  allot,
  type CommandBody,
  cancel,
  cancelSession,
  checkIn,
  close,
  confirm,
  declineOffer,
  draw,
  GUEST,
  giveBack,
  join,
  leave,
  logContact,
  noShow,
  prioritise,
  removeSeats,
  reopen,
  reschedule,
  reserve,
  revertCheckIn,
  schedule,
  setAllowance,
  setPolicy,
} from '../support/commands.ts';
import { type Played, play, type Turn } from '../support/devices.ts';
import { deviceId, sessionId } from '../support/ids.ts';
import { bytesOf } from '../support/invariants.ts';

const RUNS = { seed: 20_260_420, numRuns: 300 };

const who = fc.constantFrom('Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Fay');
const seats = fc.oneof(
  fc.record({ A: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ B: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ A: fc.integer({ min: 1, max: 3 }), B: fc.integer({ min: 1, max: 2 }) }),
);
const promotion = fc.constantFrom('at-once', 'offer');
const tray = fc.constantFrom('tray', 'bag', 'belt');
const shortfall = fc.constantFrom('waitlist', 'partial', 'refuse');
const booking: fc.Arbitrary<CommandBody> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(who, seats, shortfall).map(([w, s, short]) => reserve(w, s, { shortfall: short })),
  },
  { weight: 2, arbitrary: fc.tuple(who, seats).map(([w, s]) => reserve(w, s, { guest: GUEST })) },
  { weight: 3, arbitrary: fc.tuple(who, seats).map(([w, s]) => reserve(w, s, { holdMinutes: 5 })) },
  { weight: 6, arbitrary: fc.tuple(who, seats, tray).map(([w, s, name]) => draw(w, s, name)) },
  { weight: 3, arbitrary: who.chain((w) => fc.constantFrom(acceptOffer(w), declineOffer(w))) },
  { weight: 3, arbitrary: fc.tuple(who, seats).map(([w, s]) => join(w, s)) },
  { weight: 3, arbitrary: who.map((w) => cancel(w)) },
  { weight: 2, arbitrary: who.map(leave) },
  { weight: 2, arbitrary: who.map(confirm) },
  { weight: 1, arbitrary: fc.tuple(who, fc.integer({ min: -1, max: 1 })).map(([w, p]) => prioritise(w, p)) },
  {
    weight: 1,
    arbitrary: who.chain((w) => fc.constantFrom(checkIn(w), revertCheckIn(w), noShow(w), logContact(w))),
  },
);
const planning: fc.Arbitrary<CommandBody> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((n) => addSeats('A', n)) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((n) => removeSeats('A', n)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 2 }).map((n) => setAllowance('B', n)) },
  { weight: 2, arbitrary: fc.constantFrom(close(), reopen()) },
  { weight: 2, arbitrary: shortfall.map((short) => setPolicy({ shortfall: short })) },
  { weight: 1, arbitrary: fc.constant(reschedule()) },
  { weight: 2, arbitrary: promotion.map((by) => setPolicy({ promotion: by })) },
);
const allotting: fc.Arbitrary<CommandBody> = fc
  .tuple(seats, tray, fc.integer({ min: 0, max: 2 }), fc.boolean())
  .map(([s, name, device, back]) => (back ? giveBack(name) : allot(s, name, deviceId(`device-${device}`))));
const turn: fc.Arbitrary<Turn> = fc.record({
  device: fc.integer({ min: 0, max: 2 }),
  command: fc.oneof(
    { weight: 30, arbitrary: booking },
    { weight: 6, arbitrary: planning },
    { weight: 4, arbitrary: allotting },
    { weight: 3, arbitrary: fc.constant('time-goes-by' as const) },
    { weight: 8, arbitrary: fc.constant('sync' as const) },
    { weight: 1, arbitrary: fc.constant(cancelSession()) },
  ),
});
/** One device schedules, all get it, and then everyone goes on alone. */
const turns = fc
  .tuple(fc.array(turn, { minLength: 10, maxLength: 60, size: 'max' }), promotion)
  .map(([rest, by]): Turn[] => [
    { device: 0, command: schedule({ A: 8, B: 3 }, { promotion: by }) },
    ...[0, 1, 2].map((device): Turn => ({ device, command: 'sync' })),
    ...rest,
  ]);

// A machine that does other things at the same time needs longer.
const PATIENCE = { timeout: 60_000 };

describe('devices that decide on old books', PATIENCE, () => {
  test('never break an invariant, and every kind of thing happens', () => {
    const seen = new Map<string, number>();
    const count = (what: string, by = 1) => seen.set(what, (seen.get(what) ?? 0) + by);
    fc.assert(
      fc.property(turns, (story) => {
        const { book, commits, refused } = play(story);
        count('refused', refused);
        const derived = commits.flatMap(({ writes }) => writes.flatMap((write) => write.derived));
        for (const { type, meta } of derived) count(meta.compensates ? `compensated: ${type}` : type);
        const made = derived.filter(({ meta }) => meta.compensates).length;
        expect(book.session(sessionId())?.conflicts ?? 0, 'F3').toBe(made);
      }),
      RUNS,
    );
    const kinds = [
      'refused',
      'ReservationPromoted',
      'SeatsOffered',
      'compensated: AllotmentReturned',
      'compensated: ReservationWaitlisted',
      'compensated: ReservationReduced',
      'compensated: ReservationRestored',
      'compensated: ReservationDeclined',
    ];
    for (const kind of kinds) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
    expect([...seen.keys()].toSorted()).toEqual(kinds.toSorted());
  });

  test('are what the server looks for: no accepted commit is oversold', () => {
    fc.assert(
      fc.property(turns, (story) => {
        let before: Session | undefined;
        everyBoundary(play(story), (session) => {
          expect(oversold(before, session)).toBeUndefined();
          before = copySession(session);
        });
      }),
      { ...RUNS, numRuns: 30 },
    );
  });

  const without = (keep: (type: string, compensates: boolean) => boolean) => (commit: Commit) => ({
    ...commit,
    writes: commit.writes.map((write) => ({
      ...write,
      derived: write.derived.filter(({ type, meta }) => keep(type, meta.compensates !== undefined)),
    })),
  });
  test.each([
    ['forgets compensations', 'B8', without((_, compensates) => !compensates)],
    ['forgets promotions', 'nobody waits who fits', without((type) => type !== 'ReservationPromoted')],
    ['forgets offers', 'nobody waits who fits', without((type) => type !== 'SeatsOffered')],
    [
      'compensates twice',
      'C3',
      (commit: Commit) => ({
        ...commit,
        writes: commit.writes.map((write) => ({
          ...write,
          derived: write.derived.flatMap((event) => (event.meta.compensates ? [event, event] : [event])),
        })),
      }),
    ],
  ])('a log that %s is found out', (_, found, tamper) => {
    const outcome = fc.check(
      fc.property(turns, (story) => {
        play(story, tamper);
      }),
      { ...RUNS, endOnFailure: true },
    );
    expect(outcome.failed).toBe(true);
    expect(String(outcome.errorInstance)).toContain(found);
  });
});

describe('replay (invariant 5)', PATIENCE, () => {
  test('from any snapshot equals replay from nothing, byte for byte', () => {
    let boundaries = 0;
    fc.assert(
      fc.property(turns, (story) => {
        const { log, commits } = play(story);
        const whole = bytesOf(replay(log).session(sessionId()));
        let folded = 0;
        for (const { writes } of commits) {
          folded += writes.reduce((sum, { facts, derived }) => sum + facts.length + derived.length, 0);
          boundaries++;
          expect(bytesOf(fromSnapshot(log, folded))).toBe(whole);
        }
      }),
      { ...RUNS, numRuns: 40 },
    );
    expect(boundaries).toBeGreaterThan(400);
  });

  test('through layers over layers equals replay from nothing, and leaves those below as they were', () => {
    let layers = 0;
    fc.assert(
      fc.property(turns, fc.integer({ min: 1, max: 4 }), (story, commitsPerLayer) => {
        const { log } = play(story);
        const whole = bytesOf(replay(log).session(sessionId()));
        const commits = [...Map.groupBy(log, (event) => event.commitId).values()];
        const bottom = replay(commits.slice(0, commitsPerLayer).flat());
        const books = [{ book: bottom, bytes: bytesOf(bottom.session(sessionId())) }];
        for (let at = commitsPerLayer; at < commits.length; at += commitsPerLayer) {
          const book = layerOver(books.at(-1)?.book ?? bottom);
          replay(commits.slice(at, at + commitsPerLayer).flat(), book);
          books.push({ book, bytes: bytesOf(book.session(sessionId())) });
          layers++;
        }
        for (const { book, bytes } of books) expect(bytesOf(book.session(sessionId()))).toBe(bytes);
        expect(books.at(-1)?.bytes).toBe(whole);
        const top = books.at(-1)?.book.session(sessionId());
        for (const _ of books) expect(top && bytesOf(settleSession(top))).toBe(whole);
      }),
      { ...RUNS, numRuns: 80 },
    );
    expect(layers).toBeGreaterThan(200);
  });

  test('in the middle of a commit would not: so snapshots are taken at boundaries alone', () => {
    const [found] = fc.sample(turns, { ...RUNS, numRuns: 80 }).flatMap((story) => {
      const { log } = play(story);
      const whole = bytesOf(replay(log).session(sessionId()));
      return log.flatMap((_, at) => (bytesOf(fromSnapshot(log, at)) === whole ? [] : [at]));
    });
    expect(found).toBeDefined();
  });

  test('of an event that is folded already changes nothing (R4)', () => {
    fc.assert(
      fc.property(turns, fc.nat(), (story, some) => {
        const { log } = play(story);
        const book = createBook();
        for (const [index, event] of log.entries()) {
          book.fold(event);
          const once = bytesOf(book.session(sessionId()));
          book.fold(event);
          book.fold(log[some % (index + 1)] as PlacedEvent);
          expect(bytesOf(book.session(sessionId()))).toBe(once);
        }
      }),
      { ...RUNS, numRuns: 20 },
    );
  });
});

function fromSnapshot(log: readonly PlacedEvent[], folded: number): Session | undefined {
  const session = replay(log.slice(0, folded)).session(sessionId());
  if (!session) return replay(log).session(sessionId());
  const unpacked = unpackSession(JSON.parse(JSON.stringify(packSession(session))));
  return replay(log.slice(folded), createBook(new Map([[sessionId(), unpacked]]))).session(sessionId());
}

function everyBoundary({ log }: Played, look: (session: Session) => void): void {
  const book = createBook();
  for (const [index, event] of log.entries()) {
    book.fold(event);
    const session = book.session(sessionId());
    if (session && log[index + 1]?.commitId !== event.commitId) look(session);
  }
}
