import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instant } from '../../shared/log/ids.ts';
import { keepPrivate, PRIVATE_FILE, PRIVATE_FOLDER } from '../running/private-files.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { syncToDisk } from '../running/sync-to-disk.ts';
import type { Copies } from './copies.ts';
import { contentsOf, type Manifest, manifestIn } from './manifest.ts';

/** Makes the folder. It appears under its name when everything in it is on the disk, so half a backup looks like none. */
export async function takeBackup(copies: Copies, folder: string, at: Instant): Promise<Manifest> {
  if (existsSync(folder)) throw new SettingsProblem(`there is a ${folder} already; a backup is a new folder`);
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: PRIVATE_FOLDER });
  try {
    const { file, logs } = await copies.copyInto(unfinished);
    keepPrivate(join(unfinished, file));
    const contents = await contentsOf(join(unfinished, file));
    const manifest: Manifest = {
      format: 'daybook-backup',
      version: 1,
      database: copies.database,
      takenAt: at,
      file,
      ...contents,
      logs: [...logs],
    };
    writeFileSync(manifestIn(unfinished), `${JSON.stringify(manifest, null, 2)}\n`, { mode: PRIVATE_FILE });
    syncToDisk(manifestIn(unfinished), unfinished);
    renameSync(unfinished, folder);
    syncToDisk(dirname(folder));
    return manifest;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}
