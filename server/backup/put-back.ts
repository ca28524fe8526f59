import { join } from 'node:path';
import type { Epoch, Instant } from '../../shared/log/ids.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import type { Copies } from './copies.ts';
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

export async function putBack(copies: Copies, { folder, mayReplace, newEpoch, at }: Asked): Promise<PutBack> {
  const manifest = await readManifest(folder);
  if (manifest.database !== copies.database)
    throw new SettingsProblem(
      `the backup is of ${NAMES[manifest.database]} and goes back into one alone, not into ${copies.place}`,
    );
  const isTaken = await copies.isTaken();
  if (isTaken && !mayReplace)
    throw new SettingsProblem(`there are data in ${copies.place}; with --replace they are put aside`);
  const aside = `replaced_${at.replace(/\D/g, '')}`;
  const { file, logs } = manifest;
  await copies.putBack({ file: join(folder, file), logs, newEpoch, at, aside });
  return { manifest, aside: isTaken ? aside : undefined };
}

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;
