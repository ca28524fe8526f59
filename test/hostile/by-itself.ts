import { uuidV5 } from '../../shared/log/uuid.ts';
import type { Dump, Row } from './dump.ts';

const MINUTE_MS = 60_000;

/**
 * The commits that the server made by itself, as P8 has them, said once more and independently of how it does it: each
 * is its own, is named after the event that set a time, and came when that was over.
 */
export function endingsIn(after: Dump): ReadonlySet<string> {
  const commits = new Map((after.get('commits') ?? []).map((row) => [String(row.id), row]));
  const endings = new Set<string>();
  for (const { id, commit_id, event } of after.get('events') ?? []) {
    const term = termOf(JSON.parse(String(event)));
    const began = commits.get(String(commit_id));
    if (!term || !began) continue;
    const ending = uuidV5(String(id), term.kind);
    const ended = commits.get(ending);
    if (ended?.actor_id !== 'system' || ended.device_id !== 'system') continue;
    if (momentOf(ended) >= momentOf(began) + term.minutes * MINUTE_MS) endings.add(ending);
  }
  return endings;
}

type Timed = { readonly type: string; readonly data: { readonly [name: string]: unknown } };

function termOf({ type, data }: Timed): { readonly kind: string; readonly minutes: number } | undefined {
  if (type === 'SeatsReserved' && data.holdMinutes !== undefined)
    return { kind: 'hold', minutes: Number(data.holdMinutes) };
  if (type === 'SeatsOffered') return { kind: 'offer', minutes: Number(data.minutes) };
  if (type === 'SeatsAllotted') return { kind: 'allotment', minutes: Number(data.minutes) };
  return undefined;
}

function momentOf({ recorded_at }: Row): number {
  return Date.parse(String(recorded_at));
}
