import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { EventLog, Workspace } from '../log/event-log.ts';
import { describeError, type Logger } from './logger.ts';
import { PRIVATE_FILE } from './private-files.ts';

/** How much of the log a server that is killed may not have marked, in milliseconds. */
const MARK_EVERY_MS = 30_000;

/**
 * How far each log went, in a file beside the database. A database that was put back by itself is behind its mark,
 * and that is noticed at the next start (R3). Who puts back the whole folder puts back the mark too: then only
 * `--restored` says so.
 *
 * A mark is read from the log, so it is never ahead of what was durable: a log behind its mark has lost something. A
 * mark that is old or missing notices less, and never anything that is not so.
 */
type HighWater = {
  isAbove(workspace: Workspace): boolean;
  /** Writes the marks where they moved. */
  keep(workspaces: readonly Workspace[]): void;
};

const Marks = v.record(WorkspaceId, v.object({ epoch: Epoch, head: Position }));
type Marks = v.InferOutput<typeof Marks>;

export function openHighWater(file: string): HighWater {
  const marks = readMarks(file);
  let written = '';
  return {
    isAbove({ id, epoch, epochs, head }) {
      const mark = marks[id];
      if (!mark) return false;
      if (mark.epoch === epoch) return mark.head > head;
      return !epochs.some((earlier) => earlier.epoch === mark.epoch);
    },
    keep(workspaces) {
      const now = workspaces.map(({ id, epoch, head }) => [id, { epoch, head }]);
      const text = JSON.stringify(Object.fromEntries(now));
      if (text === written) return;
      // Beside it first: a file that is half written would be one that notices nothing.
      writeFileSync(`${file}.new`, text, { mode: PRIVATE_FILE });
      renameSync(`${file}.new`, file);
      written = text;
    },
  };
}

/** Now, every while and at the end. What cannot be written is no reason not to serve. */
export async function keepMarking(
  highWater: HighWater,
  eventLog: EventLog,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const mark = async (): Promise<void> => {
    try {
      highWater.keep(await eventLog.workspaces());
    } catch (error) {
      log({ level: 'warning', event: 'high-water-not-kept', ...describeError(error) });
    }
  };
  await mark();
  const every = setInterval(mark, MARK_EVERY_MS);
  every.unref();
  return {
    async stop() {
      clearInterval(every);
      await mark();
    },
  };
}

function readMarks(file: string): Marks {
  try {
    return v.parse(Marks, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
