import { viewOf } from '../../client/view/view-of.ts';
import { createPast } from '../../client/worker/past.ts';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Daybook,
  openDaybook,
  type Surroundings,
  type TabMessage,
} from '../../client/worker/daybook.ts';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import { type EventLog, StorageProblem } from '../../client/worker/log/event-log.ts';
import { FIRST_NOTE, type StatusNote } from '../../client/worker/sync/sync-status.ts';
import type { ActorId, DeviceId, Epoch, Instant, LocalSequence, WorkspaceId } from '../../shared/log/ids.ts';
import { schedule } from '../support/drafts.ts';
import { sessionId } from '../support/ids.ts';
import { random } from '../support/random.ts';

const AT = '2026-04-20T09:00:00.000Z' as Instant;

let writer: Tab;
let follower: Tab;
let devices = 0;

beforeEach(async () => {
  const storage = `following ${++devices}`;
  writer = await openTab(storage);
  follower = await openTab(storage);
});

describe('L1, L3: what another tab saved', () => {
  test('is shown when that tab says so', async () => {
    await writer.daybook.submit(schedule(2));
    await follower.hear(writer);
    expect(shows(follower)).toBe(true);
  });

  test('and could not be read just then, is read later, as often as it takes, though nobody says it again', async () => {
    await writer.daybook.submit(schedule(2));
    follower.fails('lost');
    await follower.hear(writer);
    await follower.letTimePass();
    expect(shows(follower)).toBe(false);
    follower.fails(undefined);
    await follower.letTimePass();
    expect(shows(follower)).toBe(true);
  });

  test('and is gone for good, is not asked for again', async () => {
    await writer.daybook.submit(schedule(2));
    follower.fails('vanished');
    await follower.hear(writer);
    const { reads } = follower;
    await follower.letTimePass();
    expect(follower.reads).toBe(reads);
  });
});

test('L4: a leader that was frozen has no say any more about how things stand', async () => {
  const word = (state: StatusNote['state'], fence: number): TabMessage => {
    return { kind: 'status', note: { ...FIRST_NOTE, state }, fence };
  };
  follower.told(word('cut-off', 2));
  follower.told(word('failing', 1));
  expect(await stateOn(follower)).toBe('cut-off');
  follower.told(word('idle', 3));
  expect(await stateOn(follower)).toBe('idle');
});

/** What its strip says to whoever looks now. */
function stateOn({ daybook }: Tab): Promise<string | undefined> {
  return new Promise((resolve) => {
    void daybook.watch({ view: 'status' }, ({ head }) => resolve(head?.state));
  });
}

function shows({ daybook }: Tab): boolean {
  return daybook.state().book().session(sessionId()) !== undefined;
}

/** A tab that never leads: it hears of others by hand, and its time goes by by hand. */
type Tab = {
  readonly daybook: Daybook;
  readonly said: TabMessage[];
  /** How often it has read its journal. */
  readonly reads: number;
  fails(how: StorageProblem['code'] | undefined): void;
  /** Another tab says something. */
  told(message: TabMessage): void;
  /** All that the other one has said comes in, and what it does about that is done. */
  hear(other: Tab): Promise<void>;
  /** Whatever it waits to do is done. */
  letTimePass(): Promise<void>;
};

async function openTab(storage: string): Promise<Tab> {
  const said: TabMessage[] = [];
  const waiting = new Set<() => void>();
  const log = await openDexieEventLog(storage);
  let failing: StorageProblem['code'] | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  let reads = 0;
  let listen = (_: TabMessage): void => undefined;

  async function read(after: LocalSequence): ReturnType<EventLog['journal']> {
    reads += 1;
    if (failing) throw new StorageProblem(failing, 'cannot be read');
    return log.journal(after);
  }
  /** It reads on until there is nothing more. */
  async function settled(): Promise<void> {
    for (let before: unknown; before !== reading; await turn()) {
      before = reading;
      await before;
    }
  }

  const daybook = await openDaybook({
    ...nowhere(),
    log: {
      ...log,
      journal(after) {
        const now = read(after);
        reading = now.catch(() => undefined);
        return now;
      },
    },
    timer: {
      schedule(_, run) {
        waiting.add(run);
        return () => void waiting.delete(run);
      },
      elapsed: () => 0,
    },
    channel: {
      send: (message) => void said.push(message),
      onMessage(listener) {
        listen = listener;
      },
    },
  });
  return {
    daybook,
    said,
    get reads() {
      return reads;
    },
    fails(how) {
      failing = how;
    },
    told: (message) => listen(message),
    async hear(other) {
      for (const message of other.said.splice(0)) listen(message);
      await settled();
    },
    async letTimePass() {
      const due = [...waiting];
      waiting.clear();
      for (const run of due) run();
      await settled();
    },
  };
}

/** Of what a tab stands on, that which this is not about. */
function nowhere(): Omit<Surroundings, 'log' | 'channel' | 'timer'> {
  const chance = random(1);
  return {
    enrolment: {
      workspaceId: 'demo' as WorkspaceId,
      actorId: 'ada' as ActorId,
      deviceId: 'ada' as DeviceId,
      epoch: 'none' as Epoch,
      name: 'Ada',
      enrolledAt: AT,
    },
    transport: {} as Surroundings['transport'],
    leadership: { start: () => undefined, beat: () => undefined, stop: () => undefined },
    now: () => AT,
    chance: chance.next,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => chance.whole(0, 255)),
    loadPast: async () => createPast,
    loadViewOf: async () => viewOf,
    onReplay: () => undefined,
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
