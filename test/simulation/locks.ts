import { type Place, place, type Schedule } from './schedule.ts';

/** The Web Locks of one device, which all its tabs share. */
export type Locks = {
  /** As one tab's `navigator.locks`. */
  of(tab: Place): Pick<LockManager, 'request'>;
  /** What the tab holds or waits for goes with it. */
  release(tab: Place): void;
  /** Takes the lock from whoever holds it, for so many milliseconds: another program on the page's origin would.
   * Returns how many it took. */
  rob(milliseconds: number): number;
  isHeldBy(tab: Place): boolean;
  /** How often a tab took the lock from another one that it had not heard of for long. */
  readonly steals: number;
};

type Waiting = {
  readonly name: string;
  readonly tab: Place;
  readonly run: (lock: Lock | null) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

type Options = LockOptions & { readonly steal?: boolean };

const THIEF = { tab: place('thief'), run: () => null, resolve: () => undefined, reject: () => undefined };

export function createLocks(schedule: Schedule, onStolen: () => void): Locks {
  const held = new Map<string, Waiting>();
  const queue: Waiting[] = [];
  let steals = 0;

  function grantNext(name: string): void {
    if (held.has(name)) return;
    const at = queue.findIndex((one) => one.name === name);
    const [next] = at < 0 ? [] : queue.splice(at, 1);
    if (next) grant(next);
  }

  function grant(one: Waiting): void {
    held.set(one.name, one);
    tell(one, 'lock granted', () => {
      if (held.get(one.name) !== one) return;
      const lock = { name: one.name, mode: 'exclusive' } as const;
      Promise.resolve()
        .then(() => one.run(lock))
        .then(one.resolve, one.reject)
        .finally(() => {
          if (held.get(one.name) !== one) return;
          held.delete(one.name);
          grantNext(one.name);
        });
    });
  }

  function steal(name: string): void {
    const robbed = held.get(name);
    held.delete(name);
    if (robbed)
      tell(robbed, 'lock stolen', () => robbed.reject(new DOMException('the lock was stolen', 'AbortError')));
  }

  function tell({ tab }: Waiting, name: string, run: () => void): void {
    schedule.in(0.1, { name, at: tab, run });
  }

  function request(tab: Place, name: string, options: Options, run: Waiting['run']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const one: Waiting = { name, tab, run, resolve, reject };
      if (options.steal) {
        steals += 1;
        onStolen();
        steal(name);
        return grant(one);
      }
      if (options.ifAvailable && held.has(name)) return resolve(run(null));
      queue.push(one);
      options.signal?.addEventListener('abort', () => {
        if (!queue.includes(one)) return;
        queue.splice(queue.indexOf(one), 1);
        reject(options.signal?.reason);
      });
      grantNext(name);
    });
  }

  return {
    of: (tab) =>
      ({
        request: (name: string, options: Options, run: Waiting['run']) => request(tab, name, options, run),
      }) as Pick<LockManager, 'request'>,
    release(tab) {
      for (const one of queue.filter((waiting) => waiting.tab === tab)) queue.splice(queue.indexOf(one), 1);
      for (const [name, one] of held) {
        if (one.tab !== tab) continue;
        held.delete(name);
        grantNext(name);
      }
    },
    isHeldBy: (tab) => [...held.values()].some((one) => one.tab === tab),
    get steals() {
      return steals;
    },
    rob(milliseconds) {
      const names = [...held].filter(([, { tab }]) => tab !== THIEF.tab).map(([name]) => name);
      for (const name of names) {
        steal(name);
        const one = { ...THIEF, name };
        held.set(name, one);
        const release = (): void => {
          if (held.get(name) !== one) return;
          held.delete(name);
          grantNext(name);
        };
        schedule.in(milliseconds, { name: 'lock given back', at: one.tab, run: release });
      }
      return names.length;
    },
  };
}
