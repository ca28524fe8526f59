import type { Daybook } from '../../../client/worker/daybook.ts';
import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import type { DeviceState } from '../../../client/worker/state/device-state.ts';
import { openReplica } from '../../../client/worker/state/replica.ts';
import type { Book } from '../../../shared/booking/book.ts';
import { isKnownType, SCHEMA_VERSION } from '../../../shared/booking/events.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import { factsOf } from '../../../shared/log/commit.ts';
import { type Instant, type SessionId, type StreamId, sessionOf } from '../../../shared/log/ids.ts';
import type { AnyEvent } from '../../../shared/log/recorded-event.ts';
import { sessionId } from '../../support/ids.ts';
import { bytesOf } from '../../support/invariants.ts';
import type { Chronicle } from '../chronicle.ts';
import type { Device, Tab } from '../device.ts';
import { place } from '../schedule.ts';
import type { World } from '../world.ts';
import { checkDeviceClocks } from './device-clocks.ts';
import { termsOf } from './endings.ts';
import { checkAwake, checkStrip, toSendIn } from './on-display.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';
import { checkWholeLogs } from './whole-logs.ts';

/** Every device is in step and nothing of its own waits, except on what this version cannot read. */
export function isDrained({ chronicle, fleet, office, profile, clock }: World): boolean {
  // Whoever lost a device enrols another one.
  if (fleet.devices.length < profile.devices || office.isBusy) return false;
  if (endsSoon(chronicle.serverLog, clock() + RESTS_FOR)) return false;
  return fleet.devices.every((device) => {
    const standing = fleet.standing(device);
    const isDone = (tab: Tab): boolean =>
      standing === 'in' ? isInStep(tab, chronicle) : standing === 'shut-out' || isHandedIn(tab);
    return device.tabs.length > 0 && device.tabs.every(isDone);
  });
}

/** A world at rest is looked at for so long, in milliseconds. */
const RESTS_FOR = 10 * 60_000;

/** P8: a time will be over by then, which the server will say. */
function endsSoon({ book, events }: ServerLog, by: number): boolean {
  const sessions = new Set(events.map((event) => sessionOf(event.streamId)));
  return [...sessions].some((id) => {
    const session = book.session(id);
    if (!session || session.unreadable) return false;
    return termsOf(session).some((term) => term.since && Date.parse(term.since) + term.minutes * 60_000 < by);
  });
}

/** C6: who may record nothing any more has still delivered all that there was, and knows what became of it. */
function isHandedIn({ daybook }: Tab): boolean {
  return daybook !== undefined && toSendIn(daybook.state()) === 0;
}

function isInStep({ daybook }: Tab, { serverLog, isSaidAnew }: Chronicle): boolean {
  const { events, epoch, book } = serverLog;
  const state = daybook?.state();
  if (state?.cursor !== events.length || (state.epoch ?? epoch) !== epoch) return false;
  const waiting = streamsThatWait(state, book);
  // The server has had its say on one of them at least: they are not merely on their way.
  const own = [...state.work.overlay.values()];
  const isSaid =
    own.length === 0 || own.some(({ commit, setBack }) => setBack !== undefined && isSaidAnew(commit.id));
  return isSaid && own.every(({ commit }) => commit.writes.some(({ streamId }) => waiting.has(streamId)));
}

/** L7: they hold, in the log or in what a restore lost and is offered again, what no program of this world can read. */
function streamsThatWait({ work }: DeviceState, book: Book): ReadonlySet<StreamId> {
  const touched = [...work.overlay.values()].flatMap(({ commit }) => commit.writes);
  const closed = touched.filter(
    ({ streamId, facts }) => book.session(sessionOf(streamId))?.unreadable || facts.some(isUnreadable),
  );
  const waiting = new Set(closed.map(({ streamId }) => streamId));
  // What a move would change on another stream waits with it, and what comes after that there.
  for (const { commit } of work.overlay.values()) {
    const streams = commit.writes.map(({ streamId }) => streamId);
    if (streams.some((id) => waiting.has(id))) for (const id of streams) waiting.add(id);
  }
  return waiting;
}

function isUnreadable({ type, schemaVersion }: AnyEvent): boolean {
  return !isKnownType(type) || schemaVersion > SCHEMA_VERSION;
}

/** The invariants of a world at rest, held against the disks, the tabs and the server as they are. */
export async function checkAtRest(world: World): Promise<void> {
  hold(isDrained(world), '13 liveness', () => `not drained: ${stateOfQueues(world)}`);
  checkAwake(world.fleet.devices, world.chronicle);
  checkAnswered(world);
  checkWholeLogs(world);
  checkDeviceClocks(world.chronicle.serverLog);
  const sessions = new Set(world.chronicle.serverLog.events.map((event) => sessionOf(event.streamId)));
  for (const device of world.fleet.devices) {
    const kept = await openAnew(world, device, 'kept');
    checkNothingLost(world, device, kept);
    if (world.fleet.standing(device) !== 'in') continue;
    checkKeptBack(world, device, kept);
    checkOfferedAgain(world, device, kept);
    for (const tab of device.tabs) {
      if (tab.daybook)
        checkSame(world, { who: tab.name, state: await wholeState(world, tab.daybook), sessions });
    }
    for (const snapshots of ['kept', 'dropped'] as const) {
      const state = await openAnew(world, device, snapshots);
      checkSame(world, { who: `${device.name}, snapshots ${snapshots}`, state, sessions });
    }
  }
}

/** What a device says at rest of which the server knows nothing, or that it lets in no more. */
const OUTSIDE: Partial<Record<string, readonly string[]>> = {
  'cut-off': ['cut-off'],
  'shut-out': ['sign-in', 'cut-off', 'failing'],
};
/** What waits for an update is tried now and then; in between the last word of the server counts. */
const WITH_WORK = ['idle', 'failing', 'update-app'];

/** 14: the strip at the top says how things stand: what waits, and that one has to sign in where that is so. */
export function checkStatus({ fleet }: World): void {
  for (const device of fleet.devices) {
    for (const tab of device.tabs) {
      const { name, daybook, status } = tab;
      if (!daybook) continue;
      const state = daybook.state();
      const toSend = toSendIn(state);
      const standing = fleet.standing(device);
      const { [standing]: said } = OUTSIDE;
      const expected = said ?? (toSend > 0 ? WITH_WORK : ['idle']);
      const isTrue = status !== undefined && [...expected, 'syncing'].includes(status.state);
      hold(isTrue, '14 honest display', () => {
        return `${name}, ${standing} with ${toSend} to send, shows ${JSON.stringify(status)}`;
      });
      checkStrip(tab);
    }
  }
}

/** 13: whoever asked something of a tab that still lives was answered. */
function checkAnswered({ fleet }: World): void {
  for (const { name, asked } of fleet.devices.flatMap((device) => device.tabs)) {
    hold(asked.size === 0, '13 liveness', () => `${name} never answered ${[...asked].join(', ')}`);
  }
}

/** 1: what was saved is on the server, once, or it waits in sight of the person who saved it. */
function checkNothingLost({ chronicle, fleet }: World, device: Device, { work }: DeviceState): void {
  const { saved, serverLog } = chronicle;
  for (const { commit } of saved.of(device.enrolment.deviceId)) {
    const facts = factsOf(commit).map(({ event }) => event.id);
    const recorded = serverLog.holds(commit.id, facts);
    const inItsLog = fleet.standing(device) !== 'in' && logOf(device).includes(commit.id);
    const kept = recorded || inItsLog || work.quarantine.has(commit.id) || work.overlay.has(commit.id);
    hold(
      kept,
      '1 no loss',
      () => `${commit.id}, saved on ${device.name}, is nowhere:\n${storyOf(device, commit)}`,
    );
  }
}

/** 14, C5: what came into the log after all is no longer shown as rejected, nor kept back what waited for it. */
function checkKeptBack({ chronicle }: World, device: Device, { work }: DeviceState): void {
  const { serverLog } = chronicle;
  for (const [id, { commit, because, setAside }] of work.quarantine) {
    const facts = factsOf(commit).map(({ event }) => event.id);
    hold(!serverLog.holds(id, facts), '14 honest display', () => {
      return `${device.name} shows ${id} as rejected, and its log has it`;
    });
    const hasCome = because !== undefined && serverLog.positionsOf(because).length > 0;
    hold(
      !hasCome || setAside,
      '13 liveness',
      () => `${device.name} keeps ${id} back for ${because}, which came`,
    );
  }
}

/** 1, R3: what a restore of the server lost comes back from any device that ever had it, whoever it is of. */
function checkOfferedAgain({ chronicle }: World, device: Device, { work }: DeviceState): void {
  const { saved, serverLog } = chronicle;
  for (const [id, facts] of saved.pulledOn(device.enrolment.deviceId)) {
    // What the server itself has said, it says again (P8).
    if (facts.size === 0) continue;
    const kept = serverLog.holds(id, facts) || work.quarantine.has(id) || work.overlay.has(id);
    hold(kept, '1 no loss', () => `${id}, which the server once sent to ${device.name}, is nowhere`);
  }
}

/** What a device that nobody lets in still holds of the server's log, to be offered again one day. */
function logOf({ disk, database }: Device): string {
  const stores = disk.peek(database);
  const rows = [...(stores?.get('tail')?.values ?? []), ...(stores?.get('segments')?.values ?? [])];
  return rows.map((row) => new TextDecoder().decode((row as { body: Uint8Array }).body)).join('');
}

/** What the device's journal says about a commit. */
function storyOf({ disk, database }: Device, { id }: Commit): string {
  const entries = [...(disk.peek(database)?.get('journal')?.values ?? [])].map(String);
  return entries
    .filter((entry) => entry.includes(id) || entry.includes('epoch-changed'))
    .map((entry) => (entry.length > STORY_LINE ? `${entry.slice(0, STORY_LINE)}…` : entry))
    .join('\n');
}

const STORY_LINE = 300;

type Looked = {
  readonly who: string;
  readonly state: DeviceState;
  readonly sessions: ReadonlySet<SessionId>;
};

/** Sessions of the past are read when something is asked that may concern them. */
async function wholeState(world: World, daybook: Daybook): Promise<DeviceState> {
  await world.finish(() => daybook.preview({ type: 'ReopenSession', sessionId: sessionId() }));
  return daybook.state();
}

/** 8: the same bytes wherever the log is folded. */
function checkSame({ chronicle }: World, { who, state, sessions }: Looked): void {
  const book: Book = state.recorded;
  for (const id of sessions) {
    const [theirs, ours] = [bytesOf(chronicle.serverLog.book.session(id)), bytesOf(book.session(id))];
    hold(
      theirs === ours,
      '8 convergence',
      () => `${who} and the server differ on ${id}: ${difference(ours, theirs)}`,
    );
  }
}

const SHOWN = 160;

/** From a little before where two texts begin to differ. */
function difference(ours: string, theirs: string): string {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at += 1;
  const from = Math.max(0, at - SHOWN / 2);
  return `…${ours.slice(from, at + SHOWN)}… against …${theirs.slice(from, at + SHOWN)}…`;
}

/** As a tab that is opened now would find it. */
async function openAnew(world: World, device: Device, snapshots: 'kept' | 'dropped'): Promise<DeviceState> {
  const reader = place(`${device.name} reader`);
  const timer = { schedule: () => () => undefined };
  const indexedDB = device.disk.factory(reader);
  return world.finish(async () => {
    const log = await openDexieEventLog(device.database, { indexedDB, timer, uuid: () => 'reader' });
    if (snapshots === 'dropped') await log.dropSnapshots();
    const now = (): Instant => new Date(world.clock()).toISOString() as Instant;
    const replica = await openReplica({
      log,
      now,
      announce: () => undefined,
      onProgress: () => undefined,
    });
    await replica.whole();
    log.close();
    return replica.state;
  });
}

function stateOfQueues({ fleet, chronicle }: World): string {
  const tabs = fleet.devices.flatMap((device) => device.tabs);
  const lines = tabs.map(({ name, daybook, frozen, failure }) => {
    if (!daybook) return `${name} is not open${frozen ? ' and frozen' : ''} ${failure ?? ''}`;
    const { cursor, work } = daybook.state();
    const waiting = [...work.overlay.values()].map(({ commit, state, setBack }) => {
      return `${commit.id} ${state} ${JSON.stringify(setBack ?? null)}`;
    });
    return `${name} at ${cursor}: ${waiting.join(', ')}`;
  });
  return `head ${chronicle.serverLog.events.length}; ${lines.join('; ')}`;
}
