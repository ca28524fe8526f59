import type { Instant } from '../../../shared/log/ids.ts';
import type { Who } from '../../view/source.ts';
import type { DaybookApi } from '../api.ts';
import type { Replica } from '../state/replica.ts';

export const EXPORT_FORMAT = 'daybook-commits';
export const EXPORT_VERSION = 1;

/** Unsent and quarantined commits as a file that can be kept, read, and taken in elsewhere (C5, C7). */
export async function exportUnsent(
  { replica, who }: { readonly replica: Replica; readonly who: Who },
  at: Instant,
): ReturnType<DaybookApi['exportUnsent']> {
  const { state } = replica;
  const unsent = state.overlay().filter((one) => one.state === 'pending');
  const kept = [...state.work.quarantine.values()].filter((one) => !one.setAside);
  const commits = [...unsent, ...kept].map((one) => one.commit);
  const content = { format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt: at, from: who, commits };
  const commitIds = commits.map((commit) => commit.id);
  await replica.append(() => (commitIds.length > 0 ? [{ kind: 'exported', at, commitIds }] : undefined));
  return { text: JSON.stringify(content, null, 2), commits: commitIds.length };
}
