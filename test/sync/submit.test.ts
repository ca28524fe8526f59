import { describe, expect, test } from 'vitest';
import { StorageProblem } from '../../client/worker/log/event-log.ts';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import type { ActorId, DeviceId, Epoch, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import { createDevice, type Device } from '../support/device.ts';
import { reserve, schedule } from '../support/drafts.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import { random } from '../support/random.ts';

describe('a command on the device', () => {
  test('L1: it is decided on the log and own work, and is there when it says saved', async () => {
    const device = deviceWithoutServer();
    const tab = await device.openTab();
    await tab.submit(schedule(10));
    const submitted = await tab.submit(reserve('ada', 4));
    expect(submitted).toMatchObject({
      kind: 'saved',
      result: { reservation: { outcome: 'reserved', granted: 4 } },
    });
    expect(await journalKinds(device)).toEqual(['saved', 'saved']);
    const reopened = await device.openTab();
    expect(outcomeOf(reservationIn(reopened, 'ada'))).toBe('reserved');
  });

  test('L1: a refused command leaves no trace', async () => {
    const device = deviceWithoutServer();
    const tab = await device.openTab();
    await tab.submit(schedule(1));
    const submitted = await tab.submit(reserve('ada', 2, { shortfall: 'refuse' }));
    expect(submitted).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not-enough-seats', available: { A: 1 } },
    });
    expect(await journalKinds(device)).toEqual(['saved']);
  });

  test('asking twice for the same thing saves it once', async () => {
    const tab = await deviceWithoutServer().openTab();
    await tab.submit(schedule(10));
    await tab.submit(reserve('ada', 2));
    expect(await tab.submit(reserve('ada', 2))).toEqual({ kind: 'nothing-to-do' });
  });

  test('L3: two tabs book the last seat at the same time, and only one gets it', async () => {
    const device = deviceWithoutServer();
    const [one, two] = [await device.openTab(), await device.openTab()];
    await one.submit(schedule(1));
    const both = await Promise.all([one.submit(reserve('ada', 1)), two.submit(reserve('bob', 1))]);
    const results = both.map((submitted) =>
      submitted.kind === 'saved' ? submitted.result.reservation?.outcome : submitted.kind,
    );
    expect(results.toSorted()).toEqual(['reserved', 'waitlisted']);
    await Promise.all([one.replica.catchUp(), two.replica.catchUp()]);
    expect(one.session(sessionId()).waitlist).toEqual(two.session(sessionId()).waitlist);
    expect(one.session(sessionId()).taken.get('A')).toBe(1);
  });

  test('commands that wait on each other share a transaction, and meet each other', async () => {
    const device = deviceWithoutServer();
    const tab = await device.openTab();
    await tab.submit(schedule(3));
    const names = ['ada', 'bob', 'cyd', 'dan', 'eve'];
    const all = await Promise.all(names.map((name) => tab.submit(reserve(name, 1))));
    const got = all.map((submitted) => submitted.kind === 'saved' && submitted.result.reservation?.outcome);
    expect(got).toEqual(['reserved', 'reserved', 'reserved', 'waitlisted', 'waitlisted']);
    expect(device.writes).toBe(2);
  });

  test('L8: when the storage is full nothing is called saved, what was saved stays, and the next one works', async () => {
    const device = deviceWithoutServer();
    const tab = await device.openTab();
    await tab.submit(schedule(10));
    device.fail = new StorageProblem('quota', 'the disk is full');
    expect(await tab.submit(reserve('ada', 2))).toEqual({
      kind: 'not-saved',
      code: 'quota',
      detail: 'the disk is full',
    });
    expect(tab.session(sessionId()).reservations.size).toBe(0);
    device.fail = undefined;
    expect(await tab.submit(reserve('bob', 2))).toMatchObject({ kind: 'saved' });
    expect(await journalKinds(device)).toEqual(['saved', 'saved']);
  });

  test.each(['what shows the fresh state', 'the fold of what was saved'])(
    'L1: a bug in %s, met after the transaction: saved is saved, and the next command is taken',
    async (where) => {
      const device = deviceWithoutServer();
      const tab = await device.openTab();
      await tab.submit(schedule(10));
      await tab.submit(reserve('ada', 1));
      const { state } = tab.replica;
      const bug =
        where === 'the fold of what was saved'
          ? plantAfterNextWrite(device, state.book(), 'fold')
          : plantAfterNextWrite(device, state, 'book');
      const together = ['bob', 'cyd'].map((guest) => tab.submit(reserve(guest, 1)));
      for (const submitted of await Promise.all(together)) expect(submitted).toMatchObject({ kind: 'saved' });
      expect(bug.wasMet()).toBe(true);
      bug.mend();
      expect(await tab.submit(reserve('dan', 1))).toMatchObject({
        kind: 'saved',
        result: { reservation: { outcome: 'reserved' } },
      });
      expect(tab.session(sessionId()).taken.get('A')).toBe(4);
      expect(await journalKinds(device)).toHaveLength(5);
    },
  );
});

function deviceWithoutServer(): Device {
  const chance = random(1);
  return createDevice({
    workspaceId: 'demo' as WorkspaceId,
    actorId: 'ada' as ActorId,
    deviceId: 'tablet' as DeviceId,
    epoch: '00000000-0000-4000-8000-000000000000' as Epoch,
    fetch: () => Promise.reject(new TypeError('no server here')),
    now: () => '2026-04-20T09:00:00.000Z' as Instant,
    random: (count) => Uint8Array.from({ length: count }, () => chance.whole(0, 255)),
  });
}

async function journalKinds(device: Device): Promise<string[]> {
  return (await (await device.openTab()).journal()).map((entry) => entry.kind);
}

/** A method that throws once the device has written again. */
function plantAfterNextWrite<Name extends string>(
  device: Device,
  of: Record<Name, (...given: never[]) => unknown>,
  method: Name,
): { wasMet(): boolean; mend(): void } {
  const { writes } = device;
  const sound = of[method];
  let met = false;
  of[method] = (...given) => {
    if (device.writes === writes) return sound(...given);
    met = true;
    throw new Error('a bug');
  };
  return {
    wasMet: () => met,
    mend: () => {
      of[method] = sound;
    },
  };
}

function reservationIn(tab: Awaited<ReturnType<Device['openTab']>>, name: string) {
  const reservation = tab.session(sessionId()).reservations.get(reservationId(name));
  if (!reservation) throw new Error(`${name} has no reservation`);
  return reservation;
}
