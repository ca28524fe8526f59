import * as v from 'valibot';
import { Instant, position } from '../../../shared/log/ids.ts';
import { Role } from '../../../shared/sync/people.ts';
import type { SyncStatus } from '../../view/source.ts';

/** What of the status outlives the tab, and is told to the other tabs. */
export const StatusNote = v.object({
  state: v.picklist([
    'starting',
    'idle',
    'syncing',
    'offline',
    'failing',
    'sign-in',
    'cut-off',
    'update-app',
    'storage',
  ]),
  head: v.number(),
  role: v.nullable(Role),
  usualSession: v.nullable(v.string()),
  lastSentAt: v.nullable(Instant),
  lastSuccessAt: v.nullable(Instant),
  failure: v.nullable(
    v.object({
      at: Instant,
      class: v.picklist([
        'offline',
        'later',
        'sign-in',
        'cut-off',
        'update-app',
        'too-large',
        'permanent',
        'storage',
      ]),
      detail: v.string(),
    }),
  ),
  nextTryAt: v.nullable(Instant),
  progress: v.nullable(
    v.object({ what: v.picklist(['download', 'replay']), done: v.number(), of: v.number() }),
  ),
});
export type StatusNote = v.InferOutput<typeof StatusNote>;

export const FIRST_NOTE: StatusNote = {
  state: 'starting',
  head: 0,
  role: null,
  usualSession: null,
  lastSentAt: null,
  lastSuccessAt: null,
  failure: null,
  nextTryAt: null,
  progress: null,
};

/** The whole status: the counts come from the device's state, so that they can never disagree with it. */
export function statusOf(
  note: StatusNote,
  counts: Pick<SyncStatus, 'toSend' | 'toDecide' | 'quarantined' | 'cursor' | 'restored'>,
): SyncStatus {
  return { ...note, head: position(Math.max(note.head, counts.cursor)), ...counts };
}

/** The status while the device's log is still being read. */
export function openingStatus(progress: NonNullable<SyncStatus['progress']>): SyncStatus {
  return statusOf(
    { ...FIRST_NOTE, progress },
    { toSend: 0, toDecide: 0, quarantined: 0, cursor: position(0), restored: null },
  );
}
