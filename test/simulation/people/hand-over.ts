import * as v from 'valibot';
import { exportUnsent } from '../../../client/worker/hand-over/export-unsent.ts';
import { layerOver } from '../../../shared/booking/book.ts';
import type { EventInStream } from '../../../shared/booking/events.ts';
import { RULES } from '../../../shared/booking/rules.ts';
import { copySession } from '../../../shared/booking/session.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../../../shared/log/commit.ts';
import type { Instant } from '../../../shared/log/ids.ts';
import type { SubmittedBy } from '../../../shared/log/recorded-event.ts';
import { PROTOCOL, PushReply, type Receipt } from '../../../shared/sync/protocol.ts';
import type { Tab } from '../device.ts';
import type { World } from '../world.ts';

/** How long a file is on its way, and how long a courier waits for news after a conflict, in milliseconds. */
const CARRIED = 20_000;
const NEWS = 3_000;
const TRIES = 3;

type Exported = { readonly from: SubmittedBy; readonly commits: readonly Commit[] };

/** C7: what waits on one device is saved to a file there, and delivered from another; the first sends it too. */
export async function handOver(world: World, from: Tab, to: Tab): Promise<void> {
  const { daybook } = from;
  if (!daybook || !from.alive || from.frozen) return;
  // It is no longer said when these come, which a planner may decide.
  for (const id of daybook.state().work.quarantine.keys()) world.chronicle.saved.quarantined(id);
  const { text } = await exportUnsent(daybook, new Date(world.clock()).toISOString() as Instant);
  const exported = JSON.parse(text) as Exported;
  if (exported.commits.length === 0) return;
  const travel = world.chances.of('couriers').next() * CARRIED;
  world.laterSomebody(travel, 'a file arrives', () => {
    deliver(world, to, exported).catch(() => undefined);
  });
}

/** A courier's device puts them on top of the log that it has, as the next issue of the app will. */
async function deliver(world: World, tab: Tab, exported: Exported): Promise<void> {
  const { chronicle } = world;
  let waiting = exported.commits;
  for (let tries = 0; tries < TRIES && waiting.length > 0 && tab.alive && !tab.frozen; tries++) {
    const fresh = waiting.filter(({ id }) => chronicle.serverLog.positionsOf(id).length === 0);
    const receipts = await push(tab, onTop(tab, { ...exported, commits: waiting }));
    const accepted = new Set(
      receipts.filter(({ outcome }) => outcome === 'accepted').map((one) => one.commitId),
    );
    for (const commit of fresh) if (accepted.has(commit.id)) chronicle.note('handed over');
    const again = new Set(receipts.filter(({ outcome }) => AGAIN.has(outcome)).map((one) => one.commitId));
    waiting = waiting.filter(({ id }) => again.has(id));
    if (waiting.length === 0) return;
    await tab.daybook?.syncNow();
    await new Promise<void>((resolve) => tab.timer.schedule(NEWS, resolve));
  }
}

const AGAIN: ReadonlySet<string> = new Set(['conflict', 'deferred', 'unsupported']);

/** The facts as they are, with the claim of who did it. */
function onTop({ daybook }: Tab, { from, commits }: Exported): Commit[] {
  const { actorId, deviceId } = from;
  const recorded = daybook?.state().recorded;
  if (!recorded) return [];
  const book = layerOver(recorded, copySession);
  return commits.map((commit) => {
    const next = commitOnto(book, commit, factsOf(commit) as EventInStream[]);
    for (const event of placedEvents(next)) book.fold(event);
    return { ...next, submittedFor: commit.submittedFor ?? { actorId, deviceId } };
  });
}

async function push(tab: Tab, commits: readonly Commit[]): Promise<Receipt[]> {
  const { device, daybook, timer } = tab;
  const { workspaceId, deviceId } = device.enrolment;
  const epoch = daybook?.state().epoch ?? device.enrolment.epoch;
  const body = JSON.stringify({ protocol: PROTOCOL, rules: RULES, epoch, deviceId, commits });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const network = device.link.network(tab, timer);
  const response = await network.fetch(`/api/workspaces/${workspaceId}/commits`, request);
  if (!response.ok) throw new Error(`the courier is answered ${response.status}`);
  return v.parse(PushReply, await response.json()).receipts;
}
