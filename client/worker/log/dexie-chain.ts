import * as v from 'valibot';
import { Epoch, LocalSequence, Position, position } from '../../../shared/log/ids.ts';
import { META } from './dexie-database.ts';
import { resultOf } from './dexie-transaction.ts';
import { StorageProblem } from './event-log.ts';

/**
 * Which generations the log went through, and which of them holds a position (R3). Nothing is copied or deleted
 * when the server was restored: the newer generation shares what lies before it.
 *
 *   generation 1   1 ─────────────────── 150
 *   generation 2          100 ▏101 ── 130           restored to 100
 *   generation 3    50 ▏51 ─────── 120              restored to 50
 *                  ◀─1─▶◀───── 3 ─────▶             generation 3 as a whole: 1 to 50 of 1, then its own
 *
 * Invariants: a generation starts at or before the end of the one before it; the parts of one generation are
 * ascending, without gaps or overlaps, and end at its cursor.
 */
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const FIRST_GENERATION = 1;

const Chain = v.object({
  cursor: Position,
  /** Oldest first. `since`: the journal's entry that started it; `end`: its last position, null while it goes on. */
  generations: v.array(
    v.object({
      generation: Count,
      epoch: Epoch,
      after: Position,
      since: LocalSequence,
      end: v.nullable(Position),
    }),
  ),
});
export type Chain = v.InferOutput<typeof Chain>;

/** Positions after `after` up to `to` are stored under `generation`. */
export type Part = { readonly generation: number; readonly after: Position; readonly to: Position };

const CHAIN = 'chain';
const FENCE = 'fence';

export function generationOf(chain: Chain): number {
  return chain.generations.at(-1)?.generation ?? FIRST_GENERATION;
}

export function epochOf(chain: Chain): Epoch | null {
  return chain.generations.at(-1)?.epoch ?? null;
}

/** Where the events of `generation` after `after` up to `upTo` are stored, in order. */
export function partsOf(
  chain: Chain,
  range: { readonly generation: number; readonly after: Position; readonly upTo?: Position },
): Part[] {
  const upToIt = chain.generations.filter(({ generation }) => generation <= range.generation);
  const end = upToIt.at(-1)?.end ?? chain.cursor;
  let to = Math.min(end, range.upTo ?? end);
  const parts: Part[] = [];
  for (const { generation, after } of upToIt.toReversed()) {
    const from = Math.max(after, range.after);
    if (from < to) parts.unshift({ generation, after: position(from), to: position(to) });
    to = Math.min(to, after);
  }
  return parts;
}

export async function readChain(transaction: IDBTransaction): Promise<Chain> {
  const stored: unknown = await resultOf(transaction.objectStore(META).get(CHAIN));
  if (stored === undefined) return { cursor: position(0), generations: [] };
  const chain = v.safeParse(Chain, stored);
  if (!chain.success) throw new StorageProblem('damaged', 'the cursor of the stored log cannot be read');
  return chain.output;
}

export function writeChain(transaction: IDBTransaction, chain: Chain): void {
  transaction.objectStore(META).put(chain, CHAIN);
}

export async function readFence(transaction: IDBTransaction): Promise<number> {
  const stored: unknown = await resultOf(transaction.objectStore(META).get(FENCE));
  return v.is(Count, stored) ? stored : 0;
}

export function writeFence(transaction: IDBTransaction, fence: number): void {
  transaction.objectStore(META).put(fence, FENCE);
}
