import type { Commit } from '../../shared/log/commit.ts';
import type { CommitId, Instant } from '../../shared/log/ids.ts';
import type { Who } from '../view/source.ts';
import type { DeviceState } from './state/device-state.ts';

/** Unsent and quarantined commits as a file that can be kept, read, and taken in elsewhere (C5, C7). */
export function exportText(
  state: DeviceState,
  who: Who,
  at: Instant,
): { text: string; commitIds: CommitId[] } {
  const unsent = state.overlay().filter((one) => one.state === 'pending');
  const kept = [...state.work.quarantine.values()].filter((one) => !one.setAside);
  const commits: Commit[] = [...unsent, ...kept].map((one) => one.commit);
  const content = { format: 'daybook-commits', version: 1, exportedAt: at, from: who, commits };
  return { text: JSON.stringify(content, null, 2), commitIds: commits.map((commit) => commit.id) };
}
