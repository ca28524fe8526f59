import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Position, position, type WorkspaceId } from '../../shared/log/ids.ts';
import type { DeviceRegister } from '../access/device-register.ts';
import type { EventLog } from '../log/event-log.ts';
import { PRIVATE_FILE } from '../running/private-files.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { syncToDisk } from '../running/sync-to-disk.ts';
import type { Archive } from './archive.ts';
import type { CommitLine, DeviceLine, Header } from './log-file.ts';

const COMMITS_AT_ONCE = 500;

export type Exporting = {
  readonly eventLog: Pick<EventLog, 'workspace'>;
  readonly archive: Archive;
  readonly devices: Pick<DeviceRegister, 'list'>;
};

/** Writes the log, as far as it goes now, into a new file. */
export async function exportLog(id: WorkspaceId, file: string, services: Exporting): Promise<Header> {
  const workspace = await services.eventLog.workspace(id);
  if (!workspace) throw new SettingsProblem(`there is no workspace ${id}`);
  if (existsSync(file)) throw new SettingsProblem(`there is a ${file} already`);
  const { name, head } = workspace;
  const [body, whole] = [`${file}.body`, `${file}.unfinished`];
  try {
    const { lines, sha256 } = await writeBody(body, linesOf(id, head, services));
    const header: Header = {
      format: 'daybook-log',
      version: 1,
      workspace: { id, name },
      head,
      lines,
      sha256,
    };
    // What the header says of the body is known last.
    const all = Readable.from(joined(textOf(header), createReadStream(body)));
    await pipeline(all, createWriteStream(whole, { mode: PRIVATE_FILE }));
    syncToDisk(whole);
    renameSync(whole, file);
    syncToDisk(dirname(file));
    return header;
  } finally {
    for (const unfinished of [body, whole]) rmSync(unfinished, { force: true });
  }
}

/** The log's commits up to a position. */
export async function* commitsOf(
  id: WorkspaceId,
  head: Position,
  archive: Archive,
): AsyncGenerator<CommitLine> {
  for (let after = position(0); after < head; ) {
    const commits = await archive.commits(id, { after, limit: COMMITS_AT_ONCE });
    if (commits.length === 0) throw new Error(`the log ends at ${after}, not at ${head}`);
    for (const commit of commits) {
      after = position(commit.firstPosition + commit.events.length - 1);
      if (after <= head) yield commit;
    }
  }
}

async function* linesOf(id: WorkspaceId, head: Position, services: Exporting): AsyncGenerator<object> {
  for (const { deviceId, actorId, name, enrolledAt } of await services.devices.list(id))
    yield { kind: 'device', deviceId, actorId, name, enrolledAt } satisfies DeviceLine;
  yield* commitsOf(id, head, services.archive);
  yield* await services.archive.kept(id);
}

async function writeBody(
  file: string,
  lines: AsyncIterable<object>,
): Promise<{ readonly lines: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let count = 0;
  async function* texts(): AsyncGenerator<string> {
    for await (const line of lines) {
      const text = textOf(line);
      hash.update(text);
      count += 1;
      yield text;
    }
  }
  await pipeline(Readable.from(texts()), createWriteStream(file, { mode: PRIVATE_FILE }));
  return { lines: count, sha256: hash.digest('hex') };
}

const textOf = (line: object): string => `${canonicalJson(line)}\n`;

async function* joined(first: string, rest: AsyncIterable<Buffer>): AsyncGenerator<string | Buffer> {
  yield first;
  yield* rest;
}
