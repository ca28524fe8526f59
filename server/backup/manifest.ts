import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { Epoch, Instant, Position, WorkspaceId } from '../../shared/log/ids.ts';
import { SettingsProblem } from '../running/settings-problem.ts';

const FILE = 'backup.json';

/** What stands beside a copy: without it, or with another copy, a folder is no backup. */
const Manifest = v.object({
  format: v.literal('daybook-backup'),
  version: v.literal(1),
  database: v.picklist(['sqlite', 'postgres']),
  takenAt: Instant,
  file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  bytes: v.number(),
  sha256: v.string(),
  logs: v.array(v.object({ workspace: WorkspaceId, epoch: Epoch, head: Position })),
});
export type Manifest = v.InferOutput<typeof Manifest>;

export const manifestIn = (folder: string): string => join(folder, FILE);

/** The manifest of a backup whose copy is as it was taken. */
export async function readManifest(folder: string): Promise<Manifest> {
  const manifest = v.safeParse(Manifest, parsed(folder));
  if (!manifest.success) throw new SettingsProblem(`${manifestIn(folder)} is no description of a backup`);
  const { file, bytes, sha256 } = manifest.output;
  const found = await contentsOf(join(folder, file));
  if (found.bytes !== bytes || found.sha256 !== sha256)
    throw new SettingsProblem(`${join(folder, file)} is not what was backed up: it was changed or cut short`);
  return manifest.output;
}

export async function contentsOf(file: string): Promise<Pick<Manifest, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
    return { bytes: statSync(file).size, sha256: hash.digest('hex') };
  } catch (error) {
    throw new SettingsProblem(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function parsed(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(manifestIn(folder), 'utf8'));
  } catch (error) {
    throw new SettingsProblem(`${folder} holds no backup: ${(error as Error).message}`);
  }
}
