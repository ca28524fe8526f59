import * as v from 'valibot';
import { eventData, isKnownType, SCHEMA_VERSION } from '../../../shared/booking/events.ts';
import { Commit, factsOf } from '../../../shared/log/commit.ts';
import { Instant, type WorkspaceId, WorkspaceId as WorkspaceIdSchema } from '../../../shared/log/ids.ts';
import { SubmittedBy } from '../../../shared/log/recorded-event.ts';
import type { UnreadableFile } from '../api.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './export-unsent.ts';
import { type Found, isRawLog, readRawLog } from './raw-log.ts';

/** Unsent work of another device, as a file brought it. `garbled`: lines of a raw log that nobody can read any more. */
export type FileRead =
  | {
      readonly kind: 'readable';
      readonly from: string | null;
      readonly savedAt: Instant | null;
      readonly commits: readonly Commit[];
      readonly garbled: number;
    }
  | UnreadableFile;

const Frame = v.looseObject({ format: v.literal(EXPORT_FORMAT), version: v.number() });
const Exported = v.object({
  exportedAt: Instant,
  from: v.object({ ...SubmittedBy.entries, workspaceId: WorkspaceIdSchema, name: v.string() }),
  commits: v.array(v.unknown()),
});

/** All of it or nothing: a file that was changed on its way is brought anew, and where it comes from has everything. */
export async function readHandOver(file: Blob, workspaceId: WorkspaceId): Promise<FileRead> {
  const raw = (await isRawLog(file)) ? await readRawLog(file) : undefined;
  const found = raw ?? readExport(await file.text());
  if (found.kind === 'unreadable') return found;
  if (found.workspaceId !== null && found.workspaceId !== workspaceId) return unreadable('other-workspace');
  const commits: Commit[] = [];
  for (const one of found.commits) {
    const commit = v.safeParse(Commit, one);
    if (!commit.success) return unreadable('garbled');
    const trouble = troubleIn(commit.output);
    if (trouble) return unreadable(trouble);
    commits.push(commit.output);
  }
  if (commits.length === 0) return unreadable('empty');
  const { from, savedAt, garbled } = found;
  return { kind: 'readable', from, savedAt, garbled, commits };
}

function readExport(text: string): Found | UnreadableFile {
  const content = parsed(text);
  // Cut off on its way, it is no JSON any more, and still begins as ours do.
  if (content === undefined) return unreadable(text.includes(EXPORT_FORMAT) ? 'garbled' : 'not-ours');
  const frame = v.safeParse(Frame, content);
  if (!frame.success) return unreadable('not-ours');
  if (frame.output.version > EXPORT_VERSION) return unreadable('newer');
  const exported = v.safeParse(Exported, content);
  if (!exported.success) return unreadable('garbled');
  const { from, exportedAt, commits } = exported.output;
  return {
    kind: 'found',
    workspaceId: from.workspaceId,
    from: from.name,
    savedAt: exportedAt,
    commits,
    garbled: 0,
  };
}

/** On top of the log stands only what this program understands: it has to decide what follows from it. */
function troubleIn(commit: Commit): UnreadableFile['why'] | undefined {
  const facts = factsOf(commit).map(({ event }) => event);
  if (facts.some(({ type, schemaVersion }) => !isKnownType(type) || schemaVersion > SCHEMA_VERSION))
    return 'newer';
  const fits = facts.every(({ type, data }) => isKnownType(type) && v.is(eventData[type], data));
  return fits ? undefined : 'garbled';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(why: UnreadableFile['why']): UnreadableFile {
  return { kind: 'unreadable', why };
}
