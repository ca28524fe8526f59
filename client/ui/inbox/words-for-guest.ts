import type { InboxRow } from '../../view/inbox-row.ts';
import { fieldWords } from '../texts/field-words.ts';
import { dayOf, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

/** What to say to the guest, as it stands now. */
export function wordsFor(row: InboxRow): string {
  const { tell, party } = laterWords();
  const guest = row.guest?.name ?? '';
  const session = row.session?.title ?? '';
  if (row.why === 'session-cancelled' || row.why === 'session-was-cancelled')
    return tell.sayCancelled(guest, session);
  if (row.why === 'session-rescheduled' && row.session)
    return tell.sayMoved(guest, session, `${dayOf(row.session.startsAt)}, ${timeOf(row.session.startsAt)}`);
  const stand = row.decided ?? row.recorded;
  const more = fieldWords().tell;
  if (row.why === 'move-reverted') return more.moveUndone(guest, session, party(stand.party));
  if (row.why === 'hold-expired') return more.holdOver(guest, session);
  if (row.why === 'offer-expired') return more.offerOver(guest, session);
  if (stand.outcome === 'offered') return more.offered(guest, session, party(stand.party));
  if (stand.outcome === 'waitlisted') return tell.sayWaitlisted(guest, session, stand.place);
  if (stand.outcome === 'reserved' || stand.outcome === 'confirmed' || stand.outcome === 'wanting-more')
    return tell.sayReserved(guest, session, party(stand.party));
  return tell.sayDeclined(guest, session);
}
