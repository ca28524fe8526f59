import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Epoch, Instant } from '../../shared/log/ids.ts';
import { withSqliteTables } from '../log/sqlite-tables.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import type { Copies, CopyToPutBack } from './copies.ts';
import { type Manifest, readManifest } from './manifest.ts';

type Asked = {
  readonly folder: string;
  /** The data that are there now may be put aside. */
  readonly mayReplace: boolean;
  readonly newEpoch: () => Epoch;
  readonly at: Instant;
};

/** Where the data went that were there; undefined where there were none. */
export type PutBack = { readonly manifest: Manifest; readonly aside: string | undefined };

export async function putBack(copies: Copies, asked: Asked): Promise<PutBack> {
  const { folder, mayReplace, newEpoch, at } = asked;
  const manifest = await readManifest(folder);
  const { file, logs, database } = manifest;
  const aside = `replaced_${at.replace(/\D/g, '')}`;
  const copy = { file: join(folder, file), logs, newEpoch, at, aside };
  if (database !== copies.database) {
    await moveOver(copies, manifest, copy);
    return { manifest, aside: undefined };
  }
  const isTaken = await copies.isTaken();
  if (isTaken && !mayReplace)
    throw new SettingsProblem(`there are data in ${copies.place}; with --replace they are put aside`);
  await copies.putBack(copy);
  return { manifest, aside: isTaken ? aside : undefined };
}

/** A team grows out of a file; nobody has to notice but by signing in again. */
async function moveOver(copies: Copies, { database }: Manifest, copy: CopyToPutBack): Promise<void> {
  const { takeOver } = copies;
  if (!takeOver || database !== 'sqlite')
    throw new SettingsProblem(
      `the backup is of ${NAMES[database]} and does not go into ${NAMES[copies.database]}`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'daybook-moving-'));
  const own = join(folder, 'daybook.sqlite');
  try {
    copyFileSync(copy.file, own);
    await withSqliteTables(own, copy.at, (tables) => takeOver(tables, copy));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;
