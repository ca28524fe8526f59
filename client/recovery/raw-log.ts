import { openStored, read, records, type Stored } from './stored.ts';
import type { Device } from './whose.ts';

/** Computed from the log: they are not saved. */
const CACHES: ReadonlySet<string> = new Set(['frames', 'shards']);
const JOURNAL = 'journal';

/** What is known of a log before it is saved. `waiting`: saved here, and not seen in the book. */
export type Contents = {
  readonly waiting: number;
  readonly journal: number;
  readonly book: number | null;
  readonly unreadable: number;
};

export async function look(name: string): Promise<Contents | undefined> {
  const database = await openStored(name);
  if (!database) return undefined;
  try {
    const waiting = new Set<string>();
    let [journal, unreadable] = [0, 0];
    if (has(database, JOURNAL))
      for await (const record of whatIsLeft(database, JOURNAL)) {
        journal += 1;
        if (!follow(record, waiting)) unreadable += 1;
      }
    const chain = has(database, 'meta') ? await read(database, 'meta', 'chain').catch(() => undefined) : {};
    const cursor = (chain as { cursor?: unknown } | undefined)?.cursor;
    return { waiting: waiting.size, journal, book: typeof cursor === 'number' ? cursor : null, unreadable };
  } finally {
    database.close();
  }
}

/** As the app reads it (`client/worker/hand-over/raw-log.ts`). False for what is no entry any more. */
function follow({ value }: Stored, waiting: Set<string>): boolean {
  try {
    const { kind, commit, settled, commitId, offered } = JSON.parse(String(value));
    if (kind === 'saved') waiting.add(commit.id);
    if (kind === 'epoch-changed') for (const { id } of offered) waiting.add(id);
    if (kind === 'pulled') for (const id of settled) waiting.delete(id);
    if (kind === 'set-aside') waiting.delete(commitId);
    return true;
  } catch {
    return false;
  }
}

export type RawLog = { readonly file: Blob; readonly records: number; readonly unreadable: number };

/** Every record as a line of JSON, the journal first: whoever takes the file in reads no further than that. */
export async function rawLogOf(name: string, device: Device | null): Promise<RawLog | undefined> {
  const database = await openStored(name);
  if (!database) return undefined;
  try {
    const head = { format: 'daybook-raw-log', version: 1, savedAt: new Date().toISOString(), device };
    const parts: Blob[] = [lines([{ ...head, database: name, browser: navigator.userAgent }])];
    let [count, unreadable] = [0, 0];
    const all = [...database.objectStoreNames].filter((store) => store !== JOURNAL && !CACHES.has(store));
    for (const store of has(database, JOURNAL) ? [JOURNAL, ...all] : all) {
      for await (const record of whatIsLeft(database, store)) {
        if (record.unreadable === undefined) count += 1;
        else unreadable += 1;
        // Each a blob of its own: a browser puts many of them onto the disk instead of into its memory.
        parts.push(lines([{ store, ...record }]));
      }
    }
    parts.push(lines([{ store: 'end', records: count, unreadable }]));
    return { file: new Blob(parts, { type: 'application/x-ndjson' }), records: count, unreadable };
  } finally {
    database.close();
  }
}

/** A store whose keys even are lost counts as one record that cannot be read. */
async function* whatIsLeft(database: IDBDatabase, store: string): AsyncGenerator<Stored> {
  try {
    yield* records(database, store);
  } catch (error) {
    yield { key: store, unreadable: String(error) };
  }
}

function has(database: IDBDatabase, store: string): boolean {
  return database.objectStoreNames.contains(store);
}

function lines(values: readonly object[]): Blob {
  return new Blob(values.map((value) => `${JSON.stringify(value, asText)}\n`));
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Runs of the book are stored as text in bytes; what is no text is kept as its bytes. */
function asText(_: string, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  try {
    return decoder.decode(value);
  } catch {
    return { bytes: Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }
}
