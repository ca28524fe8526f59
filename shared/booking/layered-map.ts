/** What a map and a layer over one have in common; the order is that in which keys first appeared. */
export type MapLike<K, V> = {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): unknown;
  delete(key: K): boolean;
  keys(): IterableIterator<K>;
  values(): IterableIterator<V>;
  [Symbol.iterator](): IterableIterator<[K, V]>;
};

/** Most layers over each other that a look-up goes through; one more begins with a whole copy. */
export const MOST_LAYERS = 8;

/**
 * A map on top of another, which it does not change: making one costs nothing, and what is kept is what differs.
 *
 *   get ─▶ own ─▶ gone? ─▶ below        iterate ─▶ below's keys (own values, without gone) ─▶ new keys
 *
 * - It reads like a plain map that was copied and then changed, in the same order.
 * - What lies below must stay as it is for as long as the layer is in use. `settle` ends the layer.
 */
export class LayeredMap<K, V> implements MapLike<K, V> {
  readonly #below: MapLike<K, V>;
  readonly #layers: number;
  readonly #own = new Map<K, V>();
  /** Keys of `below` that were deleted; one that is set again stands among the new keys. */
  readonly #gone = new Set<K>();
  #size: number;

  constructor(below: MapLike<K, V>) {
    const layers = below instanceof LayeredMap ? below.#layers + 1 : 1;
    this.#below = layers > MOST_LAYERS ? new Map(below) : below;
    this.#layers = layers > MOST_LAYERS ? 1 : layers;
    this.#size = below.size;
  }

  get size(): number {
    return this.#size;
  }

  get(key: K): V | undefined {
    const own = this.#own.get(key);
    if (own !== undefined || this.#own.has(key)) return own;
    return this.#gone.has(key) ? undefined : this.#below.get(key);
  }

  has(key: K): boolean {
    return this.#own.has(key) || this.#isBelow(key);
  }

  set(key: K, value: V): this {
    if (!this.has(key)) this.#size++;
    this.#own.set(key, value);
    return this;
  }

  delete(key: K): boolean {
    if (!this.has(key)) return false;
    this.#own.delete(key);
    if (this.#below.has(key)) this.#gone.add(key);
    this.#size--;
    return true;
  }

  *[Symbol.iterator](): IterableIterator<[K, V]> {
    for (const entry of this.#below) {
      const [key] = entry;
      if (this.#gone.has(key)) continue;
      yield this.#own.has(key) ? [key, this.#own.get(key) as V] : entry;
    }
    for (const entry of this.#own) if (!this.#isBelow(entry[0])) yield entry;
  }

  *keys(): IterableIterator<K> {
    for (const [key] of this) yield key;
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this) yield value;
  }

  /** Puts what differs into the map below and gives that back. Neither this layer nor another one over the same map
   * is of use afterwards. */
  settle(): MapLike<K, V> {
    for (const key of this.#gone) this.#below.delete(key);
    for (const [key, value] of this.#own) this.#below.set(key, value);
    return this.#below;
  }

  #isBelow(key: K): boolean {
    return !this.#gone.has(key) && this.#below.has(key);
  }
}
