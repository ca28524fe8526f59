import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventLog } from '../../../client/worker/log/event-log.ts';
import { position } from '../../../shared/log/ids.ts';
import { sequence, snapshot } from '../../support/event-log-contract.ts';
import { entry, FIRST_EPOCH, pulled, recordedEvents, SECOND_EPOCH } from '../../support/recorded-events.ts';
import { contentsOf, createPhone } from './phone.ts';
import { Records } from './records.ts';

/** What one tab does. `open` opens its log, and makes the database where there is none. */
type Act = (open: () => Promise<EventLog>) => Promise<unknown>;

async function page(log: EventLog, from: number, to: number): Promise<void> {
  const { journal, fence } = await log.head();
  const change = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(from, to) } as const;
  const held = fence || (await log.takeLead());
  await log.appendSync(journal, [pulled(from - 1, to)], { fence: held, log: change });
}

function onLog(work: (log: EventLog) => Promise<unknown>): Act {
  return async (open) => work(await open());
}

const nothing: Act = async () => {};
const making: Act = (open) => open();
const append = onLog((log) => log.append(sequence(0), [entry('a'), entry('b')]));
const onePage = onLog((log) => page(log, 1, 130));
const fivePages = onLog(async (log) => {
  for (let from = 1; from <= 300; from += 60) await page(log, from, from + 59);
});
const packing = onLog((log) => log.pack(position(300)));
const twoSnapshots = onLog(async (log) => {
  await page(log, 1, 10);
  await log.writeSnapshot(snapshot(5, { april: 'a5', may: 'm5' }));
  await log.writeSnapshot(snapshot(9, { may: 'm9' }));
});
const thirdSnapshot = onLog((log) => log.writeSnapshot(snapshot(10, { may: 'm10', june: 'j10' })));
const generation = onLog((log) => {
  const change = { kind: 'generation', epoch: SECOND_EPOCH, shared: position(7) } as const;
  return log.appendSync(sequence(1), [pulled(10, 10)], { fence: 1, log: change });
});

/** How often a tab dies before which step: as often as there are such steps. */
const OPENING = { open: 1, 'readonly requests': 1, 'readonly commit': 2 };
const READING_THE_HEAD = { 'readonly requests': 2, 'readonly commit': 3 };
const UPGRADE = {
  ...{ upgrade: 1, opened: 1 },
  ...{ 'versionchange requests': 1, 'versionchange commit': 1, 'versionchange complete': 1 },
};
const writing = (requests: number, commits: number) => ({
  ...{ 'readwrite requests': requests, 'readwrite commit': commits, 'readwrite complete': commits },
});

afterEach(() => void vi.restoreAllMocks());

describe('A tab that is killed leaves whole transactions', () => {
  test.each([
    ['the making of the database', nothing, making, { ...OPENING, ...UPGRADE }],
    ['an append', making, append, { ...OPENING, ...writing(1, 1) }],
    ['a page of two records', making, onePage, { ...OPENING, ...READING_THE_HEAD, ...writing(4, 2) }],
    ['a packing', fivePages, packing, { ...OPENING, ...writing(5, 2) }],
    ['a snapshot that drops the oldest', twoSnapshots, thirdSnapshot, { ...OPENING, ...writing(6, 1) }],
    ['a generation that drops a snapshot', twoSnapshots, generation, { ...OPENING, ...writing(6, 1) }],
  ])('%s: killed before each of its steps', async (_, prepare, act, hits) => {
    const found = await killBeforeEachStep(prepare, act);
    expect(found.halves).toEqual([]);
    expect(found.hits).toEqual(hits);
  });

  test('negative control: a disk that forgets to undo one store leaves halves, and they are found', async () => {
    const undo = Records.prototype.undo;
    vi.spyOn(Records.prototype, 'undo').mockImplementation(function (this: Records, write) {
      if (this.store !== 'meta') undo.call(this, write);
    });
    const { halves } = await killBeforeEachStep(making, onePage);
    expect(halves).toEqual(['readwrite commit', 'readwrite commit']);
  });
});

/** `halves`: after which steps the disk held something else than a number of whole transactions. */
async function killBeforeEachStep(prepare: Act, act: Act) {
  const { states: whole } = await live(prepare, act, Number.POSITIVE_INFINITY);
  const hits: Record<string, number> = {};
  const halves: string[] = [];
  for (let step = 1; ; step += 1) {
    const { diedAt, states, contents } = await live(prepare, act, step);
    if (!diedAt) return { hits, halves };
    hits[diedAt] = (hits[diedAt] ?? 0) + 1;
    if (!isDeepStrictEqual(contents, whole[states.length - 1])) halves.push(diedAt);
  }
}

/** Kills the tab before the step with that number of `act`. `states`: what the disk held before, and after each commit. */
async function live(prepare: Act, act: Act, deadly: number) {
  const tab = { name: 'the one that dies' };
  const states: unknown[] = [];
  let [isActing, steps] = [false, 0];
  let diedAt: string | undefined;
  const phone = createPhone({
    onCommit: () => isActing && states.push(contentsOf(phone)),
    before({ mode, point }) {
      if (!isActing) return;
      steps += 1;
      if (steps !== deadly) return;
      diedAt = mode ? `${mode} ${point}` : point;
      phone.disk.kill(tab);
    },
  });
  const open = () => phone.openLog(tab);
  await prepare(open);
  await phone.turns.idle();
  states.push(contentsOf(phone));
  isActing = true;
  const acting = act(open);
  await phone.turns.idle();
  isActing = false;
  if (!diedAt) await acting;
  const contents = contentsOf(phone);
  // It left no lock and no connection behind.
  await (await phone.openLog()).takeLead();
  return { diedAt, states, contents };
}
