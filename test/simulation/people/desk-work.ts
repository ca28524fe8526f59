import type { KeptRow } from '../../../client/view/quarantine.ts';
import type { Desk } from '../../../client/worker/api.ts';
import { createDesk } from '../../../client/worker/desk/desk.ts';
import { mayAsk } from '../../../shared/access/permissions.ts';
import type { Random } from '../../support/random.ts';
import type { Chronicle } from '../chronicle.ts';
import type { Tab } from '../device.ts';
import type { World } from '../world.ts';

/** Of what was kept for this a planner makes nothing: whose it is, is not even known. */
const NOBODYS: ReadonlySet<string | null> = new Set(['actor', null]);
/** How much of what was kept is brought in after all. */
const RELEASED = 0.85;

/** Somebody's work may have been kept apart: planners look for it in the next minutes, here and there. */
export function lookForKept({ fleet, chronicle, laterSomebody }: World, chance: Random): void {
  for (let looks = 0; looks < LOOKS; looks++) {
    laterSomebody(chance.next() * LOOKS_WITHIN, 'a planner looks', () => {
      const tabs = fleet.devices
        .filter((device) => fleet.standing(device) === 'in' && mayAsk(device.person.role, SETTLES))
        .flatMap((device) => device.tabs.slice(0, 1))
        .filter(({ alive, frozen, daybook }) => alive && !frozen && daybook);
      if (tabs.length > 0) lookAfterKept(chance.pick(tabs), chance, chronicle).catch(chronicle.fail);
    });
  }
}

export const SETTLES = 'POST quarantine/:commit';
const LOOKS = 24;
const AT_ONCE = 4;
/** In milliseconds. */
const LOOKS_WITHIN = 60_000;

/** A planner looks at what the server keeps apart, and settles some of it: with the app's own desk. */
async function lookAfterKept(tab: Tab, chance: Random, chronicle: Chronicle): Promise<void> {
  const { daybook, device } = tab;
  if (!daybook) return;
  const { replica, syncNow } = daybook;
  const { workspaceId } = device.enrolment;
  const timer = tab.timer;
  const network = device.link.network(tab, timer);
  const askSync = (): void => void syncNow();
  const around = { workspaceId, replica, timer, askSync, onUsualSession: () => undefined };
  const desk = createDesk(around, network);
  const asked = await desk.quarantine();
  if (asked.kind !== 'done') return;
  const open = asked.value.filter(({ setAside }) => setAside === null);
  if (open.length === 0) return;
  for (let settled = 0; settled < AT_ONCE; settled++)
    await settle(desk, chance.pick(open), { chance, chronicle });
}

async function settle(desk: Desk, { key, code }: KeptRow, { chance, chronicle }: Around): Promise<void> {
  if (!NOBODYS.has(code) && chance.chance(RELEASED))
    return void (await desk.release(key, 'as told by phone'));
  const done = await desk.keepAside(key, 'nobody knows of it');
  if (done.kind === 'done') chronicle.note('set aside');
}

type Around = { readonly chance: Random; readonly chronicle: Chronicle };
