import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRIVATE_FOLDER } from './private-files.ts';
import { SettingsProblem } from './settings-problem.ts';

/** Where the data is; without a name, a new folder that is removed when the program ends. */
export function openDataFolder(name: string | undefined): string {
  if (name === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }
  try {
    mkdirSync(name, { recursive: true, mode: PRIVATE_FOLDER });
    return name;
  } catch (error) {
    throw new SettingsProblem(`DATA_DIR=${name} cannot be used: ${(error as Error).message}`);
  }
}
