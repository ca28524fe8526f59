import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { packSession } from '../../shared/log/session-snapshot.ts';
import type { Tab } from '../support/device.ts';
import { cancel, checkIn, reserve, schedule } from '../support/drafts.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import { createWorld, type World } from '../support/world.ts';

describe('two devices and one server', () => {
  let world: World;
  let planner: Tab;
  let ada: Tab;
  let bob: Tab;

  beforeEach(async () => {
    world = await createWorld();
    [planner, ada, bob] = (await Promise.all(
      ['Planner', 'Ada', 'Bob'].map(async (name) => (await world.enrol(name)).openTab()),
    )) as [Tab, Tab, Tab];
    await planner.submit(schedule(2));
    await inStep(planner, ada, bob);
  });
  afterEach(() => world.close());

  test('C2: both book the last seats offline: the second to return is waitlisted, and both facts are in the log', async () => {
    await ada.submit(reserve('guest of ada', 2));
    await bob.submit(reserve('guest of bob', 2));
    expect(outcome(bob, 'guest of bob')).toBe('reserved');
    await inStep(ada, bob, ada);

    expect(types(await world.log())).toEqual([
      'SessionScheduled',
      'SeatsReserved',
      'SeatsReserved',
      'ReservationWaitlisted',
    ]);
    const [, , fact, compensation] = await world.log();
    expect(compensation?.meta.compensates).toEqual([fact?.id]);
    expect(compensation?.commitId).toBe(fact?.commitId);
    for (const tab of [ada, bob]) {
      expect(outcome(tab, 'guest of ada')).toBe('reserved');
      expect(outcome(tab, 'guest of bob')).toBe('waitlisted');
      expect([...tab.session(sessionId()).followUps.values()]).toMatchObject([
        { why: 'waitlisted', compensates: [fact?.id] },
      ]);
    }
    await agree(world, ada, bob);
  });

  test('C1: what was decided on one commit is decided anew for those that build on it', async () => {
    await ada.submit(reserve('guest of ada', 2));
    await bob.submit(reserve('guest of bob', 1));
    await bob.submit(reserve('guest of bob', 2));
    await bob.submit(checkIn('guest of bob', 2));
    await inStep(ada, bob, ada);
    expect(outcome(ada, 'guest of bob')).toBe('waitlisted');
    const session = ada.session(sessionId());
    expect([...session.followUps.values()].map((followUp) => followUp.why)).toContain(
      'arrived-without-seats',
    );
    await agree(world, ada, bob);
  });

  test('P3: an answer that is lost after the server committed is no conflict with oneself', async () => {
    await ada.submit(reserve('guest of ada', 2));
    ada.device.lose = 'answer';
    expect(await ada.sync()).toMatchObject({ kind: 'failed', failure: { class: 'later' } });
    await inStep(ada);
    expect(types(await world.log())).toEqual(['SessionScheduled', 'SeatsReserved']);
    expect(await journalKinds(ada)).not.toContain('conflict');
    expect(ada.replica.state.work.overlay.size).toBe(0);
  });

  test('P3, C3: the answer is lost, others book meanwhile, and what the log holds counts', async () => {
    await ada.submit(reserve('guest of ada', 2));
    ada.device.lose = 'answer';
    await ada.sync();
    await bob.submit(reserve('guest of bob', 1));
    await planner.submit({ type: 'AddSeats', sessionId: sessionId(), seatType: 'A', seats: 1 });
    await inStep(bob, planner, ada, bob, ada);
    expect(types(await world.log()).filter((type) => type === 'SeatsReserved')).toHaveLength(2);
    expect(outcome(ada, 'guest of ada')).toBe('reserved');
    await agree(world, ada, bob, planner);
  });

  test('P4: one bad commit holds up nothing else', async () => {
    const other = sessionId('other');
    await planner.submit(schedule(5, { id: other }));
    await inStep(planner, ada);
    await ada.submit(reserve('bad', 1));
    spoil(ada, 'bad');
    const reopened = await ada.device.openTab();
    await reopened.submit(reserve('good', 1, { in: other }));
    await reopened.submit(checkIn('bad'));
    await inStep(reopened);
    expect(types(await world.log())).toEqual(['SessionScheduled', 'SessionScheduled', 'SeatsReserved']);
    const { quarantine, overlay } = reopened.replica.state.work;
    expect([...quarantine.values()].map((one) => one.problem.type)).toEqual([
      '/problems/schema',
      '/problems/schema',
    ]);
    expect(overlay.size).toBe(0);
  });

  test('a cancellation that arrives later promotes who waits, in the same commit', async () => {
    await ada.submit(reserve('guest of ada', 2));
    await bob.submit(reserve('guest of bob', 2));
    await inStep(ada, bob, ada);
    await ada.submit(cancel('guest of ada'));
    expect(outcome(ada, 'guest of bob')).toBe('reserved');
    await inStep(ada, bob);
    expect(types(await world.log()).slice(-2)).toEqual(['ReservationCancelled', 'ReservationPromoted']);
    expect(outcome(bob, 'guest of bob')).toBe('reserved');
    await agree(world, ada, bob);
  });

  test('L4: a tab whose lead was taken over writes nothing more for sync', async () => {
    await ada.submit(reserve('guest of ada', 1));
    const second = await ada.device.openTab();
    await inStep(second);
    await bob.submit(reserve('guest of bob', 1));
    await inStep(bob);
    const before = await ada.journal();
    expect(await ada.syncAs(0)).toEqual({ kind: 'fenced' });
    expect(await ada.journal()).toEqual(before);
  });

  test('R3: after a restore from a backup every device offers again what was lost, and each is there once', async () => {
    await ada.submit(reserve('before', 1));
    await inStep(ada, bob);
    const backup = world.backup();
    await ada.submit(reserve('lost', 1));
    await inStep(ada, bob);
    await world.restore(backup);
    await bob.submit(reserve('pending', 1));
    await inStep(bob, ada, bob, planner);
    const reservations = (await world.log()).filter((event) => event.data.reservationId !== undefined);
    expect(reservations.map((event) => event.data.reservationId)).toEqual(
      ['before', 'lost', 'pending'].map(reservationId),
    );
    const lost = reservations[1];
    expect(lost?.meta.deviceId).toBe(ada.device.deviceId);
    expect(lost?.submittedBy.deviceId).toBe(bob.device.deviceId);
    expect(outcome(ada, 'pending')).toBe('waitlisted');
    await agree(world, ada, bob, planner);
  });

  test('R5: a device that comes new to a long log takes segments first, then the tail', async () => {
    await planner.submit({ type: 'AddSeats', sessionId: sessionId(), seatType: 'A', seats: 5000 });
    for (let from = 0; from < 2100; from += 300) {
      await Promise.all(
        Array.from({ length: 300 }, (_, index) => planner.submit(reserve(`guest ${from + index}`, 1))),
      );
    }
    await inStep(planner);
    const asked: string[] = [];
    const device = await world.enrol('Newcomer');
    const newcomer = await device.openTab();
    device.onRequest = (path) => asked.push(path);
    await inStep(newcomer);
    expect(asked.filter((path) => /\/segments\/\d+\//.test(path)).length).toBeGreaterThan(5);
    await agree(world, planner, newcomer);
  });
});

/** One after the other, each until it has nothing left to send. */
async function inStep(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) expect(await tab.sync()).toMatchObject({ kind: 'in-step', unsent: 0 });
}

function outcome(tab: Tab, name: string): string {
  const reservation = tab.session(sessionId()).reservations.get(reservationId(name));
  return reservation ? outcomeOf(reservation) : 'unknown';
}

function types(events: readonly RecordedEvent[]): string[] {
  return events.map((event) => event.type);
}

async function journalKinds(tab: Tab): Promise<string[]> {
  return (await tab.journal()).flatMap((entry) =>
    entry.kind === 'answered' ? entry.answers.map((answer) => answer.outcome) : [entry.kind],
  );
}

/** A bug on the device wrote a fact that fits no schema. */
function spoil(tab: Tab, name: string): void {
  tab.device.spoil = (entry) => {
    const text = JSON.stringify(entry);
    if (!text.includes(reservationId(name))) return entry;
    return JSON.parse(text.replaceAll('"shortfall":"waitlist"', '"shortfall":"whatever"')) as typeof entry;
  };
}

/** Invariant 3 and 5: each device holds exactly the server's log, and folds it to the same bytes. */
async function agree(world: World, ...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) await tab.sync();
  const log = canonicalJson(await world.log());
  const states = tabs.map((tab) => canonicalJson(packSession(tab.session(sessionId()))));
  for (const tab of tabs) expect(canonicalJson(await tab.recordedEvents())).toBe(log);
  expect(new Set(states).size).toBe(1);
}
