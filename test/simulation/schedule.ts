/**
 * Virtual time. Everything that happens in the world is a step of this queue: nothing runs by itself, and what is due
 * at the same moment runs in the order in which it was asked for.
 *
 *   in(delay, step) ─▶ heap by (time, number) ─▶ next(): the clock jumps to it
 */
export type Step = {
  /** What happens, in a few words: part of the trace. */
  readonly name: string;
  /** Whose it is: a tab, the server, the world itself. */
  readonly at: Place;
  readonly run: () => void;
};

/** Where steps run: one that is gone runs nothing any more, one that is frozen runs it when it thaws. */
export type Place = { readonly name: string; alive: boolean; frozen: boolean; held: Step[] };

export type Schedule = {
  /** Milliseconds since the world began. */
  readonly now: number;
  /** Returns how to call it off. */
  in(milliseconds: number, step: Step): () => void;
  /** The next step that can run; undefined when nothing is left, or nothing before `until`. */
  next(until: number): Step | undefined;
  thaw(place: Place): void;
};

export function place(name: string): Place {
  return { name, alive: true, frozen: false, held: [] };
}

type Entry = { readonly time: number; readonly number: number; readonly step: Step; off: boolean };

export function createSchedule(): Schedule {
  const heap: Entry[] = [];
  let now = 0;
  let count = 0;

  function add(time: number, step: Step): Entry {
    const entry = { time, number: count++, step, off: false };
    heap.push(entry);
    rise(heap);
    return entry;
  }

  return {
    get now() {
      return now;
    },
    in(milliseconds, step) {
      const entry = add(now + Math.max(0, milliseconds), step);
      return () => {
        entry.off = true;
      };
    },
    next(until) {
      for (let entry = heap[0]; entry && entry.time <= until; entry = heap[0]) {
        takeFirst(heap);
        const { at } = entry.step;
        if (entry.off || !at.alive) continue;
        now = entry.time;
        if (!at.frozen) return entry.step;
        at.held.push(entry.step);
      }
      return undefined;
    },
    thaw(at) {
      at.frozen = false;
      for (const step of at.held.splice(0)) add(now, step);
    },
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.number < b.number);
}

function rise(heap: Entry[]): void {
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1;
    if (!swapIf(heap, { upper: above, lower: at })) return;
    at = above;
  }
}

function takeFirst(heap: Entry[]): void {
  const last = heap.pop();
  if (heap.length === 0 || !last) return;
  heap[0] = last;
  for (let at = 0; ; ) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (!left) return;
    const least = right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    if (!swapIf(heap, { upper: at, lower: least })) return;
    at = least;
  }
}

function swapIf(heap: Entry[], { upper, lower }: { upper: number; lower: number }): boolean {
  const [above, below] = [heap[upper], heap[lower]];
  if (!above || !below || !isBefore(below, above)) return false;
  heap[upper] = below;
  heap[lower] = above;
  return true;
}
