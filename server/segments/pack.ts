import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Position, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { EventLog, Extent } from '../log/event-log.ts';
import { describeError, type Logger } from '../running/logger.ts';

/**
 * Packs the log into segments as it grows, each once and for ever (R5).
 *
 *   1 ……… 256 | 257 ……… 510 | 511 ……… 766 | 767 … head
 *    segment      segment       segment        tail: not packed yet
 *
 * A segment ends with the last commit that is whole within 256 events; one commit that is longer is one segment.
 * So where segments end depends on the log alone, not on when they were packed.
 */
export type Packer = {
  /**
   * Packs what can be packed up to `head`, a few segments at a time where `most` says so. A failure is logged and no
   * more: the log serves what is not packed.
   */
  catchUp(workspace: WorkspaceId, head: Position, most?: number): Promise<void>;
  idle(): Promise<void>;
};

export type Gzip = (body: Buffer) => Promise<Uint8Array>;

const gzipped: Gzip = promisify(gzip);

export function createPacker(eventLog: EventLog, log: Logger, compress = gzipped): Packer {
  const running = new Map<WorkspaceId, Promise<void>>();
  const packed = new Map<WorkspaceId, Position>();
  /** How far to pack; one that runs already goes on to where the newest caller knows the log to be. */
  const heads = new Map<WorkspaceId, Position>();

  async function pack(workspace: WorkspaceId, most: number): Promise<void> {
    let after = packed.get(workspace) ?? (await eventLog.segments(workspace)).at(-1)?.last ?? position(0);
    for (let count = 0; count < most; count++) {
      const head = heads.get(workspace) ?? after;
      const extent = await nextSegment(eventLog, workspace, { after, head });
      if (!extent) break;
      const lines = await eventLog.events(workspace, { after, upTo: extent.last });
      const body = Buffer.from(segmentText(lines));
      const segment = { ...extent, hash: hash('sha256', body) };
      await eventLog.addSegment(workspace, segment, await compress(body));
      after = extent.last;
    }
    packed.set(workspace, after);
  }

  return {
    async catchUp(workspace, head, most = Number.POSITIVE_INFINITY) {
      heads.set(workspace, position(Math.max(head, heads.get(workspace) ?? 0)));
      const already = running.get(workspace);
      if (already) return already;
      if (head < (packed.get(workspace) ?? 0) + LIMITS.eventsPerSegment) return;
      const done = pack(workspace, most)
        .catch((error) => log({ level: 'warning', event: 'packing-failed', ...describeError(error) }))
        .finally(() => running.delete(workspace));
      running.set(workspace, done);
      return done;
    },
    async idle() {
      await Promise.all(running.values());
    },
  };
}

/** A JSON array with one event a line. */
function segmentText(lines: readonly string[]): string {
  return `[\n${lines.join(',\n')}\n]`;
}

async function nextSegment(
  eventLog: EventLog,
  workspace: WorkspaceId,
  { after, head }: { readonly after: Position; readonly head: Position },
): Promise<Extent | undefined> {
  const first = position(after + 1);
  const full = position(after + LIMITS.eventsPerSegment);
  if (head < full) return undefined;
  const atEnd = await eventLog.commitAt(workspace, full);
  if (!atEnd) throw new Error(`position ${full} belongs to no commit`);
  const whole = atEnd.last === full || atEnd.first === first;
  return { first, last: whole ? atEnd.last : position(atEnd.first - 1) };
}
