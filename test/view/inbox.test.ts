import { describe, expect, test } from 'vitest';
import { viewOf } from '../../client/view/view-of.ts';
import { createFakeDaybook, type FakeDaybook } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

const inbox = (daybook: FakeDaybook) => viewOf(daybook.source(), { view: 'inbox', everyone: true });
const badge = (daybook: FakeDaybook) => viewOf(daybook.source(), { view: 'status' }).head.inbox;

/** The last seats were booked here and by somebody else, who reached the server first. */
function clash() {
  const daybook = createFakeDaybook(NOW);
  const sessionId = scheduled(daybook, { seats: { seat: 2 } });
  const loser = ownBook(daybook, sessionId, { seat: 2 });
  othersBook(daybook, sessionId, { seat: 2 });
  return { daybook, sessionId, loser };
}

describe('the inbox', () => {
  test('before it is sent, a clash is only coming: nothing is decided and the badge does not count it', () => {
    const { daybook, loser } = clash();
    const { head, rows } = inbox(daybook);
    expect(rows).toMatchObject([
      {
        key: loser,
        kind: 'coming',
        why: 'not-sent-yet',
        decided: { outcome: 'waitlisted' },
        recommended: 'send-now',
      },
    ]);
    expect([head.mine, head.coming, badge(daybook)]).toEqual([0, 1, 0]);
  });

  test('one row per guest: what you recorded, what was decided, why, and one thing to do (rule 8)', () => {
    const { daybook, loser } = clash();
    daybook.deliver();
    const { head, rows } = inbox(daybook);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      key: loser,
      kind: 'decided',
      mine: true,
      guest: { name: 'Dara' },
      recorded: { outcome: 'reserved', party: [{ seats: 2 }] },
      decided: { outcome: 'waitlisted', place: 1 },
      why: 'waitlisted',
      recommended: 'tell-guest',
      doNotBookAgain: true,
    });
    expect([head.mine, badge(daybook)]).toEqual([1, 1]);
  });

  test('it stays until a contact is logged, and goes as soon as that is saved here (rule 9)', () => {
    const { daybook, sessionId, loser } = clash();
    daybook.deliver();
    const [row] = inbox(daybook).rows;
    const about = [...(row?.about ?? [])];
    const tell = (outcome: 'told' | 'no-answer') =>
      daybook.own({ type: 'LogContact', sessionId, reservationId: loser, about, means: 'phone', outcome });
    tell('no-answer');
    expect(inbox(daybook).rows).toHaveLength(1);
    tell('told');
    expect(inbox(daybook).rows).toEqual([]);
    expect(badge(daybook)).toBe(0);
  });

  test('the soonest session comes first, and one that is over comes last', () => {
    const daybook = createFakeDaybook(NOW);
    const at = (day: string) =>
      scheduled(daybook, { seats: { seat: 1 }, startsAt: `2026-05-${day}T09:30:00.000Z`, title: day });
    for (const day of ['14', '09', '11']) {
      const id = at(day);
      ownBook(daybook, id, { seat: 1 });
      othersBook(daybook, id, { seat: 1 });
    }
    daybook.deliver();
    expect(inbox(daybook).rows.map((row) => row.session?.title)).toEqual(['11', '14', '09']);
  });

  test('what the server rejected stands there with its reason, and is not to be booked again (C5)', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    ownBook(daybook, id, { seat: 1 });
    daybook.reject();
    const [row] = inbox(daybook).rows;
    expect(row).toMatchObject({
      kind: 'stuck',
      guest: { name: 'Dara' },
      why: 'rejected',
      recommended: 'export',
    });
    expect(row?.commits).toMatchObject([{ command: 'ReserveSeats', code: 'oversold' }]);
    expect([row?.doNotBookAgain, badge(daybook)]).toEqual([true, 1]);
  });

  test('set aside, it is nobody’s to look after any more', async () => {
    const daybook = createFakeDaybook(NOW);
    ownBook(daybook, scheduled(daybook), { seat: 1 });
    daybook.reject();
    const [commit] = inbox(daybook).rows[0]?.commits ?? [];
    if (!commit) throw new Error('nothing is stuck');
    await daybook.setAside(commit.id, 'guest came back');
    expect(inbox(daybook).rows).toEqual([]);
  });

  test('somebody else’s guest is shown, and not counted as mine', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    othersBook(daybook, id, { seat: 1 });
    daybook.others(NOOR, { type: 'CancelSession', sessionId: id, reason: 'storm' });
    expect(inbox(daybook)).toMatchObject({
      head: { mine: 0, others: 1 },
      rows: [{ why: 'session-cancelled', mine: false }],
    });
  });

  test('a session that only a newer version can read on is named, until it is over', () => {
    const daybook = createFakeDaybook(NOW);
    const over = scheduled(daybook, { startsAt: '2026-05-01T09:00:00.000Z' });
    const id = scheduled(daybook, { title: 'Seeds' });
    scheduled(daybook, { title: 'Bees' });
    for (const one of [over, id]) daybook.newer(NOOR, one);
    expect(inbox(daybook)).toMatchObject({ head: { mine: 0, unreadable: [{ title: 'Seeds' }] }, rows: [] });
  });

  test('a move that was undone is one row, where the booking lives, and tells of both sessions', () => {
    const daybook = createFakeDaybook(NOW);
    const from = scheduled(daybook, { title: 'Bees' });
    const to = scheduled(daybook, {
      title: 'Seeds',
      startsAt: '2026-05-10T15:00:00.000Z',
      seats: { seat: 2 },
    });
    const reservationId = ownBook(daybook, from, { seat: 2 });
    daybook.deliver();
    daybook.own({ type: 'MoveReservation', sessionId: from, reservationId, toSessionId: to });
    othersBook(daybook, to, { seat: 2 });
    daybook.deliver();
    const { rows, head } = inbox(daybook);
    expect(rows.map(({ session, why }) => [session?.title, why])).toEqual([['Bees', 'move-reverted']]);
    expect(rows[0]?.aboutElsewhere).toMatchObject([{ sessionId: to, about: [expect.any(String)] }]);
    expect(head.mine).toBe(1);
  });

  test('who has no seat, or not at the time that was booked, is offered another session', () => {
    const { daybook, sessionId, loser } = clash();
    daybook.deliver();
    const other = ownBook(daybook, scheduled(daybook, { seats: { seat: 3 } }), { seat: 1 });
    daybook.deliver();
    const elsewhere = () =>
      inbox(daybook).rows.map(({ key, others }) => [key, others.includes('elsewhere')] as const);
    expect(elsewhere()).toEqual([[loser, true]]);
    daybook.others(NOOR, { type: 'CancelSession', sessionId, reason: 'storm' });
    expect(elsewhere()).toContainEqual([loser, true]);
    expect(elsewhere().map(([key]) => key)).not.toContain(other);
  });

  test('who has seats kept for an answer is not: the answer comes first, and the guest reads by when', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 1 }, promotion: 'offer' });
    const first = othersBook(daybook, sessionId, { seat: 1 });
    const next = ownBook(daybook, sessionId, { seat: 1 });
    daybook.deliver();
    daybook.others(NOOR, { type: 'CancelReservation', sessionId, reservationId: first, reason: 'ill' });
    const row = inbox(daybook).rows.find(({ key }) => key === next);
    expect(row).toMatchObject({ decided: { outcome: 'offered', until: expect.stringMatching(/Z$/) } });
    expect(row?.others).not.toContain('elsewhere');
    expect(row?.others).toContain('accept-offer');
  });

  test('it crosses as a window of one’s own guests or of everybody’s, and one guest is found alone', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 9 } });
    const own = [1, 2].map(() => ownBook(daybook, sessionId, { seat: 1 }));
    daybook.deliver();
    const others = [1, 2, 3].map(() => othersBook(daybook, sessionId, { seat: 1 }));
    daybook.others(NOOR, { type: 'CancelSession', sessionId, reason: 'storm' });
    const look = (asked: object) => viewOf(daybook.source(), { view: 'inbox', ...asked });
    const all = look({ everyone: true });
    expect(all.head).toMatchObject({ mine: 2, others: 3, total: 5, from: 0 });
    expect(new Set(all.rows.map(({ key }) => key))).toEqual(new Set([...own, ...others]));
    expect(look({}).rows).toEqual(all.rows.filter(({ mine }) => mine));
    expect(look({}).head.total).toBe(2);
    const { rows, head } = look({ everyone: true, from: 2, count: 2 });
    expect(rows).toEqual(all.rows.slice(2, 4));
    expect(head).toMatchObject({ total: 5, from: 2, mine: 2, others: 3 });
    expect(look({ only: others[1] }).rows.map(({ key }) => key)).toEqual([others[1]]);
  });
});
