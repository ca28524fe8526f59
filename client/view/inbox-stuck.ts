import type { Seats } from '../../shared/booking/events.ts';
import { factsOf } from '../../shared/log/commit.ts';
import { codeOf } from '../../shared/sync/problem-code.ts';
import { partyOf } from './figures.ts';
import { stuckByGuest } from './inbox-count.ts';
import type { InboxRow, Stand, StuckCommit } from './inbox-row.ts';
import { guestNamedIn, reservationOf, subjectOf } from './own-work.ts';
import { sessionNamed } from './session-named.ts';
import type { Quarantined, Source } from './source.ts';

/** What the server rejected and nobody has set aside: one row per guest, with all commits that wait for a decision. */
export function stuckRows(source: Source): InboxRow[] {
  return [...stuckByGuest(source)].map(([key, stuck]) => stuckRow(source, key, stuck));
}

function stuckRow(source: Source, key: string, stuck: readonly Quarantined[]): InboxRow {
  const first = stuck[0] as Quarantined;
  const { sessionId, reservationId } = subjectOf(first.commit);
  const session = sessionId && source.session(sessionId);
  const known = reservationId && session?.reservations.get(reservationId);
  const name = stuck.map(({ commit }) => guestNamedIn(commit)).find((found) => found !== null);
  return {
    key: `stuck:${key}`,
    kind: 'stuck',
    session: session ? sessionNamed(session) : null,
    reservationId: known ? known.id : null,
    guest: known?.guest ?? (name ? { name } : null),
    mine: true,
    since: first.savedAt,
    recorded: askedFor(source, first),
    decided: null,
    why: stuck.every((one) => one.because) ? 'builds-on-rejected' : 'rejected',
    about: [],
    aboutElsewhere: [],
    compensates: [],
    recommended: 'export',
    others: session ? ['set-aside', 'see-session', 'see-history'] : ['set-aside'],
    doNotBookAgain: true,
    commits: stuck.map(stuckCommit),
  };
}

function askedFor(source: Source, { commit }: Quarantined): Stand {
  const asked = factsOf(commit).find(
    ({ event }) => event.type === 'SeatsReserved' || event.type === 'ReservationWaitlisted',
  );
  const { sessionId } = subjectOf(commit);
  const session = (sessionId && source.session(sessionId)) ?? { seatTypes: new Map() };
  if (!asked || !reservationOf(asked.event))
    return { outcome: 'other-change', party: [], place: null, command: commit.command.type };
  const outcome = asked.event.type === 'SeatsReserved' ? 'reserved' : 'waitlisted';
  return { outcome, party: partyOf(session, asked.event.data.wanted as Seats), place: null };
}

function stuckCommit({ commit, savedAt, at, problem, because }: Quarantined): StuckCommit {
  return {
    id: commit.id,
    command: commit.command.type,
    savedAt,
    rejectedAt: at,
    code: codeOf(problem) ?? null,
    detail: problem.detail ?? null,
    because: because ?? null,
  };
}
