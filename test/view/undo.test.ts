import { beforeEach, describe, expect, test } from 'vitest';
import { chronicleOf } from '../../client/view/chronicle.ts';
import { movedTo, undoView } from '../../client/view/undo.ts';
import { UNDOABLE } from '../../client/view/undoable.ts';
import type { Draft } from '../../client/worker/api.ts';
import type { CommitId, Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook, fakeId } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

const REASON = 'a slip';

describe('C8: the last thing done on a device is taken back', () => {
  let daybook: FakeDaybook;
  let bees: SessionId;

  beforeEach(() => {
    daybook = createFakeDaybook(NOW);
    bees = scheduled(daybook, { seats: { seat: 4 } });
  });

  const offered = (commitId = lastCommit(), sessionId = bees) => {
    const { who, overlay, quarantine } = daybook.source();
    const source = { who, people: {}, recorded: daybook.recorded, overlay, quarantine };
    const query = { view: 'undo', of: { sessionId }, commitId, reason: REASON } as const;
    const chronicle = chronicleOf(source, { sessionId });
    const there = movedTo(chronicle, commitId);
    return undoView(chronicle, query, there && chronicleOf(source, { sessionId: there })).head;
  };
  const lastCommit = (): CommitId =>
    daybook.source().overlay.at(-1)?.commit.id ?? (daybook.recorded.at(-1)?.commitId as CommitId);
  const figuresAndStandings = () => {
    const session = daybook.source().session(bees);
    const { status, startsAt, policy, seatTypes, taken } = session ?? {};
    const standings = [...(session?.reservations.values() ?? [])].map(
      ({ granted, arrival, waiting, guest, status: stands }) => ({
        ...{ granted, arrival, waiting, guest, stands },
      }),
    );
    return JSON.stringify({
      status,
      startsAt,
      policy,
      standings,
      seatTypes: [...(seatTypes ?? [])],
      taken: [...(taken ?? [])],
    });
  };

  const on = (reservationId: ReservationId) => ({ sessionId: bees, reservationId });
  const at = (time: string) => `2026-05-11T${time}:00.000Z` as Instant;
  const later = { startsAt: at('12:00'), endsAt: at('13:00'), timeZone: 'UTC' };
  const policy = { shortfall: 'refuse', promotion: 'offer', offerMinutes: 30 } as const;
  type Act = (id: ReservationId) => Draft;
  const ACTS: Record<string, Act> = {
    'a check-in': (id) => ({ type: 'CheckInGuest', ...on(id), guests: 1 }),
    'a no-show': (id) => ({ type: 'MarkNoShow', ...on(id) }),
    'a larger party': (id) => ({ type: 'ReserveSeats', ...on(id), seats: { seat: 3 } }),
    'a smaller party': (id) => ({ type: 'ReserveSeats', ...on(id), seats: { seat: 1 } }),
    'another name': (id) => ({
      type: 'ReserveSeats',
      ...on(id),
      seats: { seat: 2 },
      guest: { name: 'Solveig', mail: 'sol@example.test' },
    }),
    'a wish for more, at once': (id) => ({ type: 'JoinWaitlist', ...on(id), seats: { seat: 4 } }),
    'a wish for more': (id) => ({ type: 'JoinWaitlist', ...on(id), seats: { seat: 5 } }),
    'another time': () => ({
      type: 'RescheduleSession',
      sessionId: bees,
      ...later,
      reason: 'rain',
    }),
    closing: () => ({ type: 'CloseSession', sessionId: bees, reason: 'full' }),
    'another policy': () => ({ type: 'SetPolicy', sessionId: bees, policy }),
    'more seats': () => ({ type: 'AddSeats', sessionId: bees, seatType: 'seat', seats: 2 }),
    'fewer seats': () => ({ type: 'RemoveSeats', sessionId: bees, seatType: 'seat', seats: 1 }),
    'an allowance': () => ({ type: 'SetAllowance', sessionId: bees, seatType: 'seat', seats: 2 }),
  };

  test.each(Object.entries(ACTS))('%s: everything stands as before, and both are told', (_, act) => {
    const id = othersBook(daybook, bees, { seat: 2 }, 'Sol');
    const before = figuresAndStandings();
    daybook.own(act(id));
    expect(UNDOABLE.has(act(id).type), 'the notice offers it').toBe(true);
    expect(figuresAndStandings(), 'it did something').not.toBe(before);
    const fact = daybook.source().overlay.at(-1)?.commit.writes[0]?.facts[0];
    const draft = offered()?.draft;
    expect(draft?.undoes).toBe(fact?.id);
    daybook.own(draft as Draft);
    expect(figuresAndStandings()).toBe(before);
    daybook.deliver();
    expect(figuresAndStandings(), 'once it is recorded').toBe(before);
    expect(daybook.recorded.filter(({ meta }) => meta.undoes === fact?.id)).toHaveLength(1);
  });

  test('a booking just made is cancelled, with its reason, and whoever waited moves up', () => {
    othersBook(daybook, bees, { seat: 2 }, 'Sol');
    const id = ownBook(daybook, bees, { seat: 2 });
    const waiting = fakeId<ReservationId>();
    const guest = { name: 'Ines', phone: '+1' };
    const booked = lastCommit();
    daybook.own({ type: 'JoinWaitlist', ...on(waiting), seats: { seat: 2 }, guest });
    expect(offered(booked)?.draft).toMatchObject({
      type: 'CancelReservation',
      reservationId: id,
      reason: REASON,
    });
    daybook.own(offered(booked)?.draft as Draft);
    expect(daybook.source().session(bees)?.reservations.get(waiting)?.waiting).toBeNull();
  });

  test('a move goes back to where it came from', () => {
    const moths = scheduled(daybook, { title: 'Moths' });
    const id = othersBook(daybook, bees, { seat: 2 }, 'Sol');
    daybook.own({ type: 'MoveReservation', ...on(id), toSessionId: moths });
    daybook.own(offered()?.draft as Draft);
    const there = daybook.source().session(moths)?.reservations.get(id);
    expect(there?.status).toBe('moved');
    expect(daybook.source().session(bees)?.reservations.get(id)).toMatchObject({
      ...{ status: 'active', granted: { seat: 2 } },
    });
  });

  test('of a move both sessions count: what was done where the booking went to, by others or here', () => {
    const moths = scheduled(daybook, { title: 'Moths' });
    const there = { sessionId: moths, reservationId: othersBook(daybook, bees, { seat: 2 }, 'Sol') };
    daybook.own({ type: 'MoveReservation', ...there, sessionId: bees, toSessionId: moths });
    const moved = lastCommit();
    othersBook(daybook, moths, { seat: 1 }, 'Ines');
    expect(offered(moved)?.draft?.type, 'another’s booking there is no matter').toBe('MoveReservation');
    daybook.own({ type: 'ReserveSeats', ...there, seats: { seat: 3 } });
    expect(offered(moved)).toMatchObject({ draft: null, whyNot: 'changed-since' });
    expect(offered(undefined, moths)?.draft?.type, 'of that the last can be').toBe('ReserveSeats');
    daybook.deliver();
    expect(offered(moved), 'once both are recorded').toMatchObject({ whyNot: 'changed-since' });
  });

  test('seats taken along are returned', () => {
    const allotment = { allotmentId: fakeId<never>(), forDevice: daybook.who.deviceId, minutes: 60 };
    daybook.own({ type: 'AllotSeats', sessionId: bees, seats: { seat: 2 }, ...allotment });
    expect(offered()?.draft).toMatchObject({ type: 'ReturnAllotment', allotmentId: allotment.allotmentId });
  });

  test('what a command cannot bring back is not offered', () => {
    const id = ownBook(daybook, bees, { seat: 2 });
    for (const act of [
      { type: 'ConfirmReservation', ...on(id) },
      { type: 'CancelReservation', ...on(id), reason: 'ill' },
    ] as const) {
      daybook.own(act);
      expect(offered(), act.type).toMatchObject({ draft: null, whyNot: 'no-way-back' });
    }
  });

  test('what somebody has done something to since is not offered, by whomever and of whatever kind', () => {
    const id = ownBook(daybook, bees, { seat: 2 });
    const booked = lastCommit();
    daybook.deliver();
    expect(offered(booked)?.draft?.type, 'negative control').toBe('CancelReservation');
    daybook.others(NOOR, { type: 'CheckInGuest', ...on(id), guests: 2 });
    expect(offered(booked)).toMatchObject({ draft: null, whyNot: 'changed-since' });
  });

  test('a party is never made smaller by it: where its seats are gone the rules refuse', async () => {
    const id = othersBook(daybook, bees, { seat: 3 }, 'Sol');
    daybook.own({ type: 'ReserveSeats', ...on(id), seats: { seat: 1 } });
    const smaller = lastCommit();
    ownBook(daybook, bees, { seat: 2 });
    const { draft } = offered(smaller) ?? {};
    expect(await daybook.preview(draft as Draft)).toMatchObject({
      ...{ kind: 'refused', refusal: { code: 'not-enough-seats' } },
    });
  });

  test('what others did, or what was rejected, is nobody’s here to take back', () => {
    othersBook(daybook, bees, { seat: 1 });
    expect(offered(daybook.recorded.at(-1)?.commitId)).toBeNull();
    ownBook(daybook, bees, { seat: 1 });
    const rejected = lastCommit();
    daybook.reject();
    expect(offered(rejected)).toBeNull();
  });
});
