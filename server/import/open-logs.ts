import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../running/clock.ts';
import { createLineLogger } from '../running/logger.ts';
import { readPlace, readWorkspace } from '../running/settings.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { openStorage, type Storage } from '../running/storage.ts';

/** The data of a server with these settings, which may be running. `mayBegin`: where there are none, they are begun. */
export async function openLogs(
  env: NodeJS.ProcessEnv,
  { mayBegin }: { readonly mayBegin: boolean },
): Promise<{ readonly storage: Storage; readonly workspace: ReturnType<typeof readWorkspace> }> {
  const workspace = readWorkspace(env);
  const now = () => instantOf(Date.now());
  const place = readPlace(env);
  const file = join(place.dataFolder, 'daybook.sqlite');
  if (!mayBegin && place.databaseUrl === undefined && !existsSync(file))
    throw new SettingsProblem(`there is no ${file}`);
  const storage = await openStorage({
    ...place,
    isRestored: false,
    workspace: workspace.id,
    log: createLineLogger((line) => process.stderr.write(line), now),
    now: now(),
  });
  return { storage, workspace };
}
