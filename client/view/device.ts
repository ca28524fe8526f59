import type { CommitId, Instant } from '../../shared/log/ids.ts';
import { codeOf, type ProblemCode } from '../../shared/sync/problem-code.ts';
import { drawables, guaranteedSeats } from './allotments.ts';
import { guestNamedIn, subjectOf } from './own-work.ts';
import type { OverlayCommit, Source, SyncStatus, Who } from './source.ts';
import type { View } from './view.ts';

/** This device: who uses it, how its sync stands, and what it holds that the cursor has not passed, oldest first. */
export type DeviceView = View<DeviceHead, UnsentRow>;
export type DeviceHead = {
  readonly who: Who;
  readonly sync: SyncStatus;
  readonly taken: Taken;
  readonly more: number;
};

/** Seats that this device took along and has not booked yet, and until when it may book the first of them. */
export type Taken = {
  readonly seats: number;
  readonly sessions: number;
  readonly drawUntil: Instant | null;
};

export type UnsentRow = {
  readonly key: CommitId;
  readonly command: string;
  readonly guest: string | null;
  readonly session: string | null;
  readonly savedAt: Instant;
  readonly sentAt: Instant | null;
  /** Of another device, which handed it over or has lost it with the server (C7, R3). */
  readonly ofAnother: boolean;
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
    head: { who, sync, taken: takenBy(source), more: Math.max(overlay.length - MOST_ROWS, 0) },
    rows: overlay.slice(0, MOST_ROWS).map((own) => unsentRow(source, own)),
  };
}

function takenBy(source: Source): Taken {
  const bySession = [...source.sessions()].flatMap((session) => {
    const own = session.allotments.size > 0 ? drawables(source, session) : [];
    return own.length > 0 ? [own] : [];
  });
  const ends = bySession.flat().map(({ drawUntil }) => drawUntil);
  return {
    seats: bySession.reduce((sum, own) => sum + guaranteedSeats(own), 0),
    sessions: bySession.length,
    drawUntil: ends.sort()[0] ?? null,
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
    ofAnother: commit.submittedFor !== undefined && commit.submittedFor.deviceId !== source.who.deviceId,
    setBack: setBack ? { at: setBack.at, outcome: setBack.outcome, code: code ?? null } : null,
  };
}
