import type { EventId, ReservationId } from '../../shared/log/ids.ts';
import { sessionOf } from '../../shared/log/ids.ts';
import { type InboxRow, partyStand } from './inbox-row.ts';
import { reservationOf } from './own-work.ts';
import { sessionNamed } from './session-named.ts';
import type { OverlayCommit, Source } from './source.ts';

/** Own work that the cursor has not passed and that could not keep its promise on today's figures: what the server
 * will make of it when it arrives, unless somebody gives seats back before. */
export function comingRows(source: Source): InboxRow[] {
  const rows = new Map<ReservationId, InboxRow>();
  for (const own of source.overlay) {
    for (const { streamId, derived } of own.commit.writes) {
      const session = source.session(sessionOf(streamId));
      for (const event of derived) {
        const compensates = event.meta.compensates;
        const reservation = session?.reservations.get(reservationOf(event) as ReservationId);
        if (!compensates || !session || !reservation) continue;
        rows.set(reservation.id, rowFor(own, compensates, session, reservation));
      }
    }
  }
  return [...rows.values()];
}

type Seen = NonNullable<ReturnType<Source['session']>>;
type Booked = NonNullable<ReturnType<Seen['reservations']['get']>>;

function rowFor(
  own: OverlayCommit,
  compensates: readonly EventId[],
  session: Seen,
  reservation: Booked,
): InboxRow {
  const asked = partyStand(session, {
    ...reservation,
    granted: reservation.wanted,
    waiting: null,
    status: 'active',
  });
  return {
    key: reservation.id,
    kind: 'coming',
    session: sessionNamed(session),
    reservationId: reservation.id,
    guest: reservation.guest,
    mine: true,
    since: own.savedAt,
    recorded: { ...asked, outcome: 'reserved' },
    decided: partyStand(session, reservation),
    why: own.state === 'pending' ? 'not-sent-yet' : 'answer-on-its-way',
    about: [],
    aboutElsewhere: [],
    compensates,
    recommended: 'send-now',
    others:
      reservation.status === 'active'
        ? ['change-party', 'see-session', 'see-history']
        : ['see-session', 'see-history'],
    doNotBookAgain: true,
    commits: [],
  };
}
