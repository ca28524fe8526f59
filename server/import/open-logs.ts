import { instantOf } from '../running/clock.ts';
import { createLineLogger } from '../running/logger.ts';
import { readPlace, readWorkspace } from '../running/settings.ts';
import { openStorage, type Storage } from '../running/storage.ts';

/** The data of a server with these settings, which may be running. */
export async function openLogs(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly storage: Storage; readonly workspace: ReturnType<typeof readWorkspace> }> {
  const workspace = readWorkspace(env);
  const now = () => instantOf(Date.now());
  const storage = await openStorage({
    ...readPlace(env),
    isRestored: false,
    workspace: workspace.id,
    log: createLineLogger((line) => process.stderr.write(line), now),
    now: now(),
  });
  return { storage, workspace };
}
