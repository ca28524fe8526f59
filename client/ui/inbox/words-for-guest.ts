import type { InboxRow } from '../../view/inbox-row.ts';
import { dayOf, timeOf } from '../texts/format.ts';
import { t } from '../texts/texts.ts';

/** What to say to the guest, as it stands now. */
export function wordsFor(row: InboxRow): string {
  const { tell, party } = t();
  const guest = row.guest?.name ?? '';
  const session = row.session?.title ?? '';
  if (row.why === 'session-cancelled' || row.why === 'session-was-cancelled')
    return tell.sayCancelled(guest, session);
  if (row.why === 'session-rescheduled' && row.session)
    return tell.sayMoved(guest, session, `${dayOf(row.session.startsAt)}, ${timeOf(row.session.startsAt)}`);
  const stand = row.decided ?? row.recorded;
  if (stand.outcome === 'waitlisted') return tell.sayWaitlisted(guest, session, stand.place);
  if (stand.outcome === 'reserved' || stand.outcome === 'confirmed' || stand.outcome === 'wanting-more')
    return tell.sayReserved(guest, session, party(stand.party));
  return tell.sayDeclined(guest, session);
}
