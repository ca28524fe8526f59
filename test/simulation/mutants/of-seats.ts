import type { Mutant } from './mutant.ts';

/** Of seats taken along, holds, offers, moves and changed sessions. */
export const OF_SEATS: readonly Mutant[] = [
  {
    name: 'draw-taken-from-the-open-seats-too',
    file: 'shared/booking/reservation.ts',
    find: 'return kept - countOf(drawn?.seats ?? NO_SEATS, seatType);',
    replace: 'return kept;',
  },
  {
    name: 'ended-allotment-drawn-from',
    file: 'shared/booking/evolve-reservation.ts',
    find: 'seats: unusedOf(allotment, before.id) }',
    replace: "seats: allotment.status === 'live' ? unusedOf(allotment, before.id) : allotment.seats }",
  },
  {
    name: 'drawn-from-what-the-server-has-not-set-aside',
    file: 'shared/booking/decide-reservation.ts',
    find: "if (command.type === 'ReserveSeats') return reserve(command, session, settled);",
    replace: "if (command.type === 'ReserveSeats') return reserve(command, session, session);",
  },
  {
    name: 'return-gives-back-what-was-drawn',
    file: 'shared/booking/evolve-allotment.ts',
    find: '{ ...reservation, drawn: null }',
    replace: '{ ...reservation, granted: {}, drawn: null }',
  },
  {
    name: 'what-is-unused-never-comes-back',
    file: 'shared/booking/evolve-allotment.ts',
    find: 'tallySeats(session, seatType, -count);',
    replace: 'void -count;',
  },
  {
    name: 'closing-defeats-a-draw',
    file: 'shared/booking/compensate.ts',
    find: "return isAllDrawn(now, held) ? undefined : notHere(held, reservationId, 'session-closed');",
    replace: "return notHere(held, reservationId, 'session-closed');",
  },
  {
    name: 'what-was-returned-expires-too',
    file: 'server/expiry/expiry-of.ts',
    find: "allotment?.status !== 'live' || ",
    replace: '!allotment || ',
  },
  {
    name: 'time-counted-by-a-device',
    file: 'server/log/deadline-row.ts',
    find: 'instantOf(Date.parse(recordedAt) + minutes * 60_000)',
    replace:
      "instantOf(Date.parse(JSON.parse(events[0]?.json ?? '{}').meta?.occurredAt ?? recordedAt) + minutes * 60_000)",
  },
  {
    name: 'hold-never-ends',
    file: 'server/expiry/begins.ts',
    find: "if (type === 'SeatsReserved' && ",
    replace: 'if ((false as boolean) && ',
  },
  {
    name: 'confirmed-hold-ends-all-the-same',
    file: 'shared/booking/evolve-reservation.ts',
    find: 'change(session, event, { confirmed: true, hold: null });',
    replace: 'change(session, event, { confirmed: true });',
  },
  {
    name: 'times-forgotten-at-a-restore',
    file: 'server/log/sqlite-event-log.ts',
    find: "if (started.changes !== 1) throw new Error('there is no such workspace');",
    replace: "prepare('DELETE FROM deadlines WHERE workspace = ?').run(id);",
  },
  {
    name: 'same-seats-offered-to-two',
    file: 'shared/booking/reservation.ts',
    find: 'const kept = Math.max(countOf(granted, seatType), countOf(offer?.seats ?? NO_SEATS, seatType));',
    replace: 'const kept = countOf(granted, seatType);',
  },
  {
    name: 'one-stream-of-a-move-dropped',
    file: 'server/commits/new-events.ts',
    find: 'commit.writes.flatMap(',
    replace: 'commit.writes.slice(0, 1).flatMap(',
  },
  {
    name: 'full-target-keeps-what-it-declined',
    file: 'shared/booking/compensate.ts',
    find: 'return [here, ...moveBack(before, scratch, last, facts)];',
    replace: 'return [here];',
  },
  {
    name: 'closed-session-promotes',
    file: 'shared/booking/derive.ts',
    find: "if (session?.status !== 'open' || !someoneFits(session))",
    replace: "if (!session || session.status === 'cancelled' || !someoneFits(session))",
  },
  {
    name: 'nobody-hears-of-a-cancelled-session',
    file: 'shared/booking/evolve.ts',
    find: "if (session.status !== 'cancelled') followUpAll(session, event, 'session-cancelled');",
    replace: '',
  },
];
