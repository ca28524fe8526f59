import type { CommitId, Instant } from '../../shared/log/ids.ts';
import { codeOf, type ProblemCode } from '../../shared/sync/problem.ts';
import { guestNamedIn, subjectOf } from './own-work.ts';
import type { OverlayCommit, Source, SyncStatus, Who } from './source.ts';
import type { View } from './view.ts';

/** This device: who uses it, how its sync stands, and what it holds that the cursor has not passed, oldest first. */
export type DeviceView = View<DeviceHead, UnsentRow>;
export type DeviceHead = { readonly who: Who; readonly sync: SyncStatus; readonly more: number };

export type UnsentRow = {
  readonly key: CommitId;
  readonly command: string;
  readonly guest: string | null;
  readonly session: string | null;
  readonly savedAt: Instant;
  readonly sentAt: Instant | null;
  readonly setBack: {
    readonly at: Instant;
    readonly outcome: 'conflict' | 'unsupported';
    readonly code: ProblemCode | null;
  } | null;
};

const MOST_ROWS = 200;

export function deviceView(source: Source): DeviceView {
  const { who, sync, overlay } = source;
  return {
    head: { who, sync, more: Math.max(overlay.length - MOST_ROWS, 0) },
    rows: overlay.slice(0, MOST_ROWS).map((own) => unsentRow(source, own)),
  };
}

function unsentRow(
  source: Source,
  { commit, savedAt, state, recordedAt, setBack }: OverlayCommit,
): UnsentRow {
  const { sessionId, reservationId } = subjectOf(commit);
  const session = sessionId && source.session(sessionId);
  const guest = reservationId && session?.reservations.get(reservationId)?.guest?.name;
  const code = setBack?.problem && codeOf(setBack.problem);
  return {
    key: commit.id,
    command: commit.command.type,
    guest: guest ?? guestNamedIn(commit),
    session: session?.title ?? null,
    savedAt,
    sentAt: state === 'accepted' ? (recordedAt ?? null) : null,
    setBack: setBack ? { at: setBack.at, outcome: setBack.outcome, code: code ?? null } : null,
  };
}
