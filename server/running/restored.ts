import { existsSync } from 'node:fs';
import type { Epoch, Instant } from '../../shared/log/ids.ts';
import type { EventLog, Workspace } from '../log/event-log.ts';
import { SettingsProblem } from './settings-problem.ts';

/** A typing error in the folder's name must not look like a restore of nothing. */
export function mustBeThere(file: string): void {
  if (!existsSync(file)) throw new SettingsProblem(`there is no ${file} that could have been restored`);
}

type Restoring = {
  readonly eventLog: EventLog;
  readonly isRestored: (workspace: Workspace) => boolean;
  readonly newEpoch: () => Epoch;
  readonly at: Instant;
};

/** A new epoch, after the head that it has, for each log that was restored (R3); what was done, a line for each. */
export async function startEpochs({ eventLog, isRestored, newEpoch, at }: Restoring): Promise<string[]> {
  const restored = (await eventLog.workspaces()).filter(isRestored);
  for (const { id } of restored) await eventLog.startEpoch(id, newEpoch(), at);
  return restored.map(
    ({ id, head }) =>
      `Workspace ${id} was restored: a new epoch begins after position ${head}, and each device offers again ` +
      'what it holds beyond that.',
  );
}
