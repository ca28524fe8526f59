import * as v from 'valibot';
import { Instant } from '../../../shared/log/ids.ts';
import type { UnreadableFile } from '../api.ts';

// What the recovery page saves: one record of the device's storage a line, the journal first.
//
//   {"format":"daybook-raw-log","version":1,"savedAt":…,"device":{…}|null}
//   {"store":"journal","key":1,"value":"{…}"}      as it is stored; "unreadable" in the place of what is not
//   {"store":"tail",…}

const RAW_FORMAT = 'daybook-raw-log';
const RAW_VERSION = 1;

/** What a file holds before its commits were looked at. */
export type Found = {
  readonly kind: 'found';
  readonly workspaceId: string | null;
  readonly from: string | null;
  readonly savedAt: Instant | null;
  readonly commits: readonly unknown[];
  readonly garbled: number;
};

/** Enough of its beginning to hold the format's name. */
const HEAD_BYTES = 100;

const Head = v.looseObject({
  version: v.number(),
  savedAt: v.optional(Instant),
  device: v.nullish(v.looseObject({ workspaceId: v.string(), name: v.string() })),
});
const Line = v.looseObject({ store: v.string(), value: v.optional(v.unknown()) });
const Entry = v.looseObject({ kind: v.string() });
const Saved = v.looseObject({ commit: v.looseObject({ id: v.string() }) });
const Offered = v.looseObject({ offered: v.array(v.looseObject({ id: v.string() })) });
const Settled = v.looseObject({ settled: v.array(v.string()) });
const SetAside = v.looseObject({ commitId: v.string() });

export async function isRawLog(file: Blob): Promise<boolean> {
  return (await file.slice(0, HEAD_BYTES).text()).includes(`"${RAW_FORMAT}"`);
}

/** What the journal has as saved and not as arrived in the log. Of a damaged one that is what can still be read. */
export async function readRawLog(file: Blob): Promise<Found | UnreadableFile> {
  const waiting = new Map<string, unknown>();
  let head: v.InferOutput<typeof Head> | undefined;
  let garbled = 0;
  for await (const text of linesOf(file)) {
    const content = parsed(text);
    if (!head) {
      const parsedHead = v.safeParse(Head, content);
      if (!parsedHead.success) return { kind: 'unreadable', why: 'garbled' };
      if (parsedHead.output.version > RAW_VERSION) return { kind: 'unreadable', why: 'newer' };
      head = parsedHead.output;
      continue;
    }
    const line = v.safeParse(Line, content);
    if (line.success && line.output.store !== 'journal') break;
    const entry = line.success ? v.safeParse(Entry, parsed(line.output.value)) : undefined;
    if (entry?.success) follow(entry.output, waiting);
    else garbled += 1;
  }
  return {
    kind: 'found',
    workspaceId: head?.device?.workspaceId ?? null,
    from: head?.device?.name ?? null,
    savedAt: head?.savedAt ?? null,
    commits: [...waiting.values()],
    garbled,
  };
}

/** Only what saves and what settles: whatever else an entry says, it takes nothing away. */
function follow(entry: v.InferOutput<typeof Entry>, waiting: Map<string, unknown>): void {
  if (entry.kind === 'saved' && v.is(Saved, entry)) waiting.set(entry.commit.id, entry.commit);
  if (entry.kind === 'epoch-changed' && v.is(Offered, entry))
    for (const commit of entry.offered) waiting.set(commit.id, commit);
  if (entry.kind === 'pulled' && v.is(Settled, entry)) for (const id of entry.settled) waiting.delete(id);
  if (entry.kind === 'set-aside' && v.is(SetAside, entry)) waiting.delete(entry.commitId);
}

async function* linesOf(file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest) yield rest;
}

/** A journal's entry is stored as text of its own. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
