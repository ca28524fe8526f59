const WALKS = [Symbol.iterator, 'entries', 'keys', 'values', 'forEach'] as const;

/** How many entries of maps are looked up or walked through meanwhile: work that is counted, not timed. */
export async function entriesRead(work: () => unknown): Promise<number> {
  let read = 0;
  const put = (name: 'get' | (typeof WALKS)[number], cost: (map: Map<unknown, unknown>) => number) => {
    const original = Object.getOwnPropertyDescriptor(Map.prototype, name) as PropertyDescriptor;
    Object.defineProperty(Map.prototype, name, {
      ...original,
      value(this: Map<unknown, unknown>, ...given: unknown[]) {
        read += cost(this);
        return original.value.apply(this, given);
      },
    });
    return () => Object.defineProperty(Map.prototype, name, original);
  };
  const undo = [put('get', () => 1), ...WALKS.map((name) => put(name, (map) => map.size))];
  try {
    await work();
  } finally {
    for (const one of undo) one();
  }
  return read;
}
