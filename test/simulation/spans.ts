/** What was so from when to when. While something changes, what it was and what it will be hold both. */
export type Spans<K, T> = {
  /** From now on it may be so; returns what to call when nothing else is any more. */
  begin(key: K, value: T): () => void;
  /** What may be so at this moment. */
  now(key: K): ReadonlySet<T>;
  /** What may have been so at some moment since then. */
  since(key: K, time: number): ReadonlySet<T>;
};

type Span<T> = { readonly value: T; until: number };

export function createSpans<K, T>(clock: () => number): Spans<K, T> {
  const all = new Map<K, Span<T>[]>();

  function since(key: K, time: number): ReadonlySet<T> {
    return new Set((all.get(key) ?? []).filter(({ until }) => until >= time).map(({ value }) => value));
  }

  return {
    begin(key, value) {
      const own = { value, until: Number.POSITIVE_INFINITY };
      const spans = all.get(key) ?? [];
      all.set(key, [...spans, own]);
      return () => {
        for (const other of spans) other.until = Math.min(other.until, clock());
      };
    },
    now: (key) => since(key, Number.POSITIVE_INFINITY),
    since,
  };
}
