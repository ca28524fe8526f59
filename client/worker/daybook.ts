import type { Instant } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { Query } from '../view/query.ts';
import type { Who } from '../view/source.ts';
import type { viewOf } from '../view/view-of.ts';
import type { DaybookApi } from './api.ts';

import { sourceOf } from './device-source.ts';

import type { Enrolment } from './log/device-register.ts';
import { type EventLog, isFinal } from './log/event-log.ts';
import type { createPast, Past } from './past.ts';
import { createPeople } from './people.ts';
import type { DeviceState } from './state/device-state.ts';
import { openReplica, type Progress, type Replica } from './state/replica.ts';
import { createSubmit, preview } from './submit.ts';
import type { Leadership } from './sync/leadership.ts';
import { type LoopContext, runSyncLoop, type SyncLoop } from './sync/sync-loop.ts';
import { FIRST_NOTE, type StatusNote } from './sync/sync-status.ts';
import type { Transport } from './sync/transport.ts';
import type { Timer } from './timer.ts';
import { createWatches, type HistoryReader } from './watch.ts';

/** Everything that a device touches outside of itself, handed in by the composition root. */
export type Surroundings = {
  readonly enrolment: Enrolment;
  readonly log: EventLog;
  readonly transport: Transport;
  readonly leadership: Leadership;
  readonly channel: Channel;
  readonly now: () => Instant;
  readonly chance: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly timer: Timer;
  /** Code that is fetched when somebody looks at a history. */
  readonly loadPast: () => Promise<typeof createPast>;
  /** Code that is fetched when somebody looks at more than the first screen. */
  readonly loadViewOf: () => Promise<typeof viewOf>;
  /** How far a replay from nothing has come, in events. */
  readonly onReplay: Progress;
  /** Fewer than usual, where a test wants to see many snapshots. */
  readonly eventsPerSnapshot?: number;
};

/** The other tabs of this device. */
export type Channel = {
  send(message: TabMessage): void;
  onMessage(listener: (message: TabMessage) => void): void;
};
export type TabMessage =
  | { readonly kind: 'journal-moved' }
  | { readonly kind: 'sync-wanted' }
  /** `fence`: of the lead that it comes from, or was heard of last; a tab of an older build says none. */
  | { readonly kind: 'status'; readonly note: StatusNote; readonly fence?: number };

/** What is done before there is one, or by code that is fetched for it. */
type Beginning =
  | 'desk'
  | 'start'
  | 'enrol'
  | 'enrolByCode'
  | 'signInWays'
  | 'signIn'
  | 'signInElsewhere'
  | 'signOut'
  | 'setUp'
  | 'enrolAnew'
  | 'exportUnsent'
  | 'lookAt'
  | 'takeIn';

export type Daybook = Omit<DaybookApi, Beginning> & {
  readonly who: Who;
  /** To look at, for a test: what this tab knows. */
  readonly state: () => DeviceState;
  /** For what is fetched when it is first asked for: the desk, a hand-over. */
  readonly replica: Replica;
  readonly log: EventLog;
  readonly report: (change: Partial<StatusNote>) => void;
};

/** One tab's device: its state, its commands, its views, and, while it leads, its sync. */
export async function openDaybook(around: Surroundings): Promise<Daybook> {
  const { enrolment, log, channel, now } = around;
  const { workspaceId, actorId, deviceId, name } = enrolment;
  const who: Who = { workspaceId, actorId, deviceId, name };
  let note: StatusNote = {
    ...FIRST_NOTE,
    ...((await log.recall('status')) as Partial<StatusNote> | undefined),
    state: 'starting',
  };
  let noteFence = 0;
  let loop: SyncLoop | undefined;
  let followAgain = (): void => undefined;

  const report = (change: Partial<StatusNote>): void => {
    note = { ...note, ...change };
    watches.refresh();
    channel.send({ kind: 'status', note, fence: noteFence });
    if (change.lastSuccessAt || change.failure) void log.remember('status', note).catch(() => undefined);
  };
  const replica = await openReplica({
    log,
    now,
    announce: () => channel.send({ kind: 'journal-moved' }),
    onProgress: around.onReplay,
    ...(around.eventsPerSnapshot && { eventsPerSnapshot: around.eventsPerSnapshot }),
  });
  const source = () => sourceOf(replica.state, who, note, now());
  let past: Past | undefined;
  const history: HistoryReader = {
    moved: () => replica.state.journal,
    async view(query) {
      past ??= (await around.loadPast())({ log, who, timer: around.timer, state: () => replica.state });
      return past.view(query);
    },
  };
  const watches = createWatches({
    source,
    history,
    timer: around.timer,
    later: async (query) => (await around.loadViewOf())(source(), query),
  });
  const context = { replica, who, now, random: around.randomBytes, asOf: () => note.lastSuccessAt };
  const submit = createSubmit(context);
  const people = createPeople(log, around.transport);
  const askSync = (): void => (loop ? loop.ask() : channel.send({ kind: 'sync-wanted' }));

  replica.onChange(watches.refresh);
  channel.onMessage((message) => {
    if (message.kind === 'journal-moved') void follow();
    else if (message.kind === 'sync-wanted') loop?.ask();
    else if (!loop) hear(message.note, message.fence ?? noteFence);
  });
  log.onLost((problem) =>
    report({ state: 'storage', failure: { at: now(), class: 'storage', detail: problem.code } }),
  );
  around.leadership.start((lost) => lead(lost));
  // Where another tab leads, it says at once how things stand.
  askSync();

  /** Whoever led before, and was frozen, speaks of the past. */
  function hear(said: StatusNote, fence: number): void {
    if (fence < noteFence) return;
    noteFence = fence;
    note = said;
    watches.refresh();
  }

  /** Reads what another tab wrote. Where the storage fails just now, later: nobody may say it once more. */
  async function follow(): Promise<void> {
    followAgain();
    try {
      await replica.catchUp();
    } catch (error) {
      if (!isFinal(error)) followAgain = around.timer.schedule(FOLLOW_AGAIN, () => void follow());
      return;
    }
    loop?.ask();
  }

  /** Until the lock is lost, or a newer lead has taken the fence. */
  async function lead(lost: AbortSignal): Promise<void> {
    if (lost.aborted) return;
    const fence = await log.takeLead();
    noteFence = fence;
    await replica.catchUp();
    // Who led before may have died between its last entry and its word of it.
    channel.send({ kind: 'journal-moved' });
    await replica.whole();
    if (lost.aborted) return;
    const over = new AbortController();
    lost.addEventListener('abort', () => over.abort());
    const ended = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
    loop = runSyncLoop({ ...syncContext(fence), onFenced: () => over.abort() }, over.signal);
    const stopBeating = beat(around);
    await ended;
    stopBeating();
    loop = undefined;
    askSync();
  }

  function syncContext(fence: number): Omit<LoopContext, 'onFenced'> {
    return {
      log,
      replica,
      transport: around.transport,
      who,
      fence,
      now,
      enrolledEpoch: enrolment.epoch,
      pace: { commits: LIMITS.commitsPerRequest },
      onPulled: people.notice,
      onHead: (head, { role, usualSession }) =>
        report({ head, ...(role && { role }), ...(usualSession && { usualSession }) }),
      onProgress: (done) => {
        if (note.head - done >= LIMITS.eventsPerPage)
          report({ progress: { what: 'download', done, of: note.head } });
      },
      random: around.chance,
      schedule: around.timer.schedule,
      report,
      async tidy() {
        await people.learn();
        await replica.tidy();
      },
    };
  }

  return {
    who,
    state: () => replica.state,
    replica,
    log,
    report,
    async submit(draft) {
      const submitted = await submit(draft);
      if (submitted.kind === 'saved') askSync();
      return submitted;
    },
    async preview(draft) {
      await replica.whole();
      return preview(context, draft);
    },
    watch: async (query, onPatch) => {
      if (needsAll(query)) await replica.whole();
      return watches.open(query, onPatch);
    },
    unwatch: async (id) => watches.close(id),
    syncNow: async () => askSync(),
    async tell(what) {
      if (what === 'online' || what === 'visible') askSync();
      if (what === 'offline') report({ state: 'offline' });
    },
    async setAside(commitId, reason) {
      await replica.append((state) => {
        const kept = state.work.quarantine.get(commitId);
        return kept && !kept.setAside ? [{ kind: 'set-aside', at: now(), commitId, reason }] : undefined;
      });
    },
  };
}

/** How long to wait where another tab's work could not be read, in milliseconds. */
const FOLLOW_AGAIN = 2_000;

/** All others may show sessions of the past. */
const RECENT: ReadonlySet<string> = new Set<Query['view']>(['status', 'board', 'device']);

function needsAll(query: Query): boolean {
  return !RECENT.has(query.view);
}

const BEAT_EVERY = 5_000;

function beat({ leadership, timer }: Surroundings): () => void {
  let cancel = (): void => undefined;
  const again = (): void => {
    leadership.beat();
    cancel = timer.schedule(BEAT_EVERY, again);
  };
  again();
  return () => cancel();
}
