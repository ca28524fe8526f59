import { describe, expect, test } from 'vitest';
import type { Draft } from '../../client/worker/api.ts';
import type { JournalEntry } from '../../client/worker/log/journal.ts';
import { createBook } from '../../shared/booking/book.ts';
import { oversold } from '../../shared/booking/rules.ts';
import { copySession } from '../../shared/booking/session.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { packSession } from '../../shared/log/session-snapshot.ts';
import type { Tab } from '../support/device.ts';
import { cancel, checkIn, reserve, schedule } from '../support/drafts.ts';
import { sessionId } from '../support/ids.ts';
import { type Random, random } from '../support/random.ts';
import { createWorld, type World } from '../support/world.ts';

const SEEDS = 25;
const STEPS = 60;
const GUESTS = 8;

describe('random work on three devices with two tabs each, on a bad network', () => {
  const seen = { compensated: 0, promoted: 0, answersLost: 0, conflicts: 0 };

  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'seed %i: nothing lost, nothing twice, all agree',
    async (seed) => {
      const world = await createWorld(seed);
      try {
        const chance = random(seed);
        const devices = await Promise.all(['Ada', 'Bob', 'Cyd'].map((name) => world.enrol(name)));
        const tabs = await Promise.all(devices.flatMap((device) => [device.openTab(), device.openTab()]));
        await tabs[0]?.submit(schedule(chance.whole(2, 8)));
        for (const tab of tabs) await tab.sync();
        const saved = new Set<string>();
        for (let step = 0; step < STEPS; step++) await oneStep(chance, chance.pick(tabs), saved);
        for (let round = 0; round < 3; round++) for (const tab of tabs) await tab.sync();
        await check(world, tabs, saved);
      } finally {
        await world.close();
      }
    },
  );

  test('the seeds had compensations, promotions, conflicts and lost answers in them', () => {
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThanOrEqual(10);
  });

  async function oneStep(chance: Random, tab: Tab, saved: Set<string>): Promise<void> {
    if (chance.chance(0.7)) {
      const submitted = await tab.submit(anyDraft(chance));
      if (submitted.kind === 'saved') saved.add(submitted.commitId);
      return;
    }
    if (chance.chance(0.3)) tab.device.lose = chance.pick(['request', 'answer'] as const);
    if (tab.device.lose === 'answer') seen.answersLost += 1;
    await tab.sync();
  }

  async function check(world: World, tabs: readonly Tab[], saved: ReadonlySet<string>): Promise<void> {
    const log = await world.log();
    const commits = Map.groupBy(log, (event) => event.commitId);
    // 1, 2: every saved commit is in the log, once, with each event id once.
    expect([...saved].filter((id) => !commits.has(id as RecordedEvent['commitId']))).toEqual([]);
    expect(new Set(log.map((event) => event.id)).size).toBe(log.length);
    expect(log.map((event) => event.position)).toEqual(log.map((_, index) => index + 1));
    // 9: nobody is overbooked at any commit's boundary; 10: at most one compensation for a fact.
    const book = createBook();
    for (const events of commits.values()) {
      const before = book.session(sessionId());
      const copy = before && copySession(before);
      for (const event of events) book.fold(event);
      const after = book.session(sessionId());
      expect(after && oversold(copy, after)).toBeUndefined();
    }
    const compensated = log.flatMap((event) => event.meta.compensates ?? []);
    expect(new Set(compensated).size).toBe(compensated.length);
    // 3, 8: every device holds the server's log and folds it to the same bytes.
    const whole = canonicalJson(log);
    const state = stateOf(book.session(sessionId()));
    for (const tab of tabs) {
      expect(canonicalJson(await tab.recordedEvents())).toBe(whole);
      expect(stateOf(tab.replica.state.recorded.session(sessionId()))).toBe(state);
      expect(tab.replica.state.work.overlay.size + tab.replica.state.work.quarantine.size).toBe(0);
    }
    seen.compensated += compensated.length;
    seen.promoted += log.filter((event) => event.type === 'ReservationPromoted').length;
    for (const tab of tabs) seen.conflicts += conflictsIn(await tab.journal());
  }
});

function conflictsIn(journal: readonly JournalEntry[]): number {
  const answers = journal.flatMap((entry) => (entry.kind === 'answered' ? entry.answers : []));
  return answers.filter((answer) => answer.outcome === 'conflict').length;
}

function stateOf(session: Parameters<typeof packSession>[0] | undefined): string {
  return session ? canonicalJson(packSession(session)) : 'none';
}

function anyDraft(chance: Random): Draft {
  const guest = `guest ${chance.whole(1, GUESTS)}`;
  const kind = chance.whole(1, 10);
  if (kind <= 5)
    return reserve(guest, chance.whole(1, 4), {
      shortfall: chance.pick(['waitlist', 'partial', 'refuse'] as const),
    });
  if (kind === 6) return cancel(guest);
  if (kind === 7) return checkIn(guest);
  const seats = { sessionId: sessionId(), seatType: 'A', seats: 1 };
  if (kind === 8) return { type: 'AddSeats', ...seats };
  if (kind === 9) return { type: 'RemoveSeats', ...seats };
  return {
    type: chance.chance(0.3) ? 'CloseSession' : 'ReopenSession',
    sessionId: sessionId(),
    reason: 'rain',
  } as Draft;
}
