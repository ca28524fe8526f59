import type { Random } from '../support/random.ts';
import type { Chronicle } from './chronicle.ts';
import { DROPPED } from './coverage.ts';
import { serverPoint, type Victim } from './crash-points.ts';
import type { Tab } from './device.ts';
import type { ServerPoint } from './nodes/transact.ts';

/** Crashes that wait for whatever comes to their point first. */
export type Traps = {
  set(trap: { readonly point: string; readonly victim: Victim }): void;
  setForServer(point: ServerPoint): void;
  clear(): void;
  /** True where the tab died of it. */
  pass(tab: Tab, point: string): boolean;
  /** True where the server is to die of it. */
  passServer(point: ServerPoint): boolean;
};

export function createTraps({ note }: Pick<Chronicle, 'note'>, chance: Random): Traps {
  const traps: { readonly point: string; readonly victim: Victim }[] = [];
  const forServer: ServerPoint[] = [];
  return {
    set: (trap) => void traps.push(trap),
    setForServer: (point) => void forServer.push(point),
    clear() {
      traps.length = 0;
      forServer.length = 0;
    },
    pass(tab, point) {
      const at = traps.findIndex((trap) => trap.point === point);
      const [trap] = at < 0 ? [] : traps.splice(at, 1);
      if (!trap) return false;
      note(point);
      note(`${trap.victim} died`);
      if (die(tab, trap.victim, chance) > 0) note(DROPPED);
      return true;
    },
    passServer(point) {
      const at = forServer.indexOf(point);
      if (at < 0) return false;
      forServer.splice(at, 1);
      note(serverPoint(point));
      return true;
    },
  };
}

/** How many commits to the disk went with it. */
function die(tab: Tab, victim: Victim, chance: Random): number {
  const { device } = tab;
  if (victim === 'tab') device.kill(tab);
  else device.killAll();
  return victim === 'power' ? device.disk.losePower(chance.whole(0, device.disk.unsynced)).length : 0;
}
