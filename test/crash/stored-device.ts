/** What a browser holds of its device, record for record, as a page finds it in which the app does not run. */
export type StoredDevice = {
  readonly journal: readonly (readonly [key: number, entry: string])[];
  readonly cursor: number;
  /** The records of the log, in tail and segments. */
  readonly runs: readonly {
    readonly first: number;
    readonly last: number;
    readonly events: readonly (readonly [position: number, id: string])[];
  }[];
  /** Shards that a snapshot names and that are not there. */
  readonly missingShards: readonly string[];
};

/** Runs in the page, so it uses nothing from outside. Undefined: no device is there. */
export async function readStoredDevice(): Promise<StoredDevice | undefined> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const name = names.find((one) => one.startsWith('daybook/'));
  if (name === undefined) return undefined;
  const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await resultOf(indexedDB.open(name));
  // One transaction: the service worker may be at work.
  const transaction = database.transaction([...database.objectStoreNames]);
  const read = async <V>(store: string): Promise<(readonly [IDBValidKey, V])[]> => {
    const objects = transaction.objectStore(store);
    const [keys, values] = await Promise.all([resultOf(objects.getAllKeys()), resultOf(objects.getAll())]);
    return keys.map((key, index) => [key, values[index] as V]);
  };
  const [journal, meta, frames, shards, ...runs] = await Promise.all([
    read<string>('journal'),
    read<unknown>('meta'),
    read<{ days: [string, number][] }>('frames'),
    read<unknown>('shards'),
    read<{ last: number; body: Uint8Array }>('segments'),
    read<{ last: number; body: Uint8Array }>('tail'),
  ]);
  database.close();
  const there = new Set(shards.map(([key]) => String(key)));
  const named = frames.flatMap(([, { days }]) => days.map(([day, frame]) => `${frame},${day}`));
  const decoder = new TextDecoder();
  return {
    journal: journal.map(([key, entry]) => [Number(key), entry]),
    cursor: (meta.find(([key]) => key === 'chain')?.[1] as { cursor: number } | undefined)?.cursor ?? 0,
    runs: runs.flat().map(([key, { last, body }]) => {
      const events: { position: number; id: string }[] = JSON.parse(decoder.decode(body));
      const first = (key as number[])[1] ?? 0;
      return { first, last, events: events.map(({ position, id }) => [position, id]) };
    }),
    missingShards: named.filter((shard) => !there.has(shard)),
  };
}
