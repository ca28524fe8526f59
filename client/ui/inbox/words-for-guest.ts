import type { InboxRow } from '../../view/inbox-row.ts';
import type { GuestTexts } from '../texts/en/en-guest.ts';
import { momentThere, OWN_ZONE } from '../texts/format.ts';

/** What to say to the guest, as it stands now, in the guest's language. */
export function wordsFor(row: InboxRow, words: GuestTexts): string {
  const guest = row.guest?.name ?? '';
  const session = row.session?.title ?? '';
  const there = (instant: string): string =>
    momentThere(instant, row.session?.timeZone ?? OWN_ZONE, words.language);
  if (row.why === 'session-cancelled' || row.why === 'session-was-cancelled')
    return words.cancelled(guest, session);
  if (row.why === 'session-rescheduled' && row.session)
    return words.moved(guest, session, there(row.session.startsAt));
  const stand = row.decided ?? row.recorded;
  const what = words.party(stand.party);
  if (row.why === 'move-reverted') return words.moveUndone(guest, session, what);
  if (row.why === 'hold-expired') return words.holdOver(guest, session);
  if (row.why === 'offer-expired') return words.offerOver(guest, session);
  if (stand.outcome === 'offered')
    return words.offered(guest, session, what, stand.until ? there(stand.until) : null);
  if (stand.outcome === 'waitlisted') return words.waitlisted(guest, session, stand.place);
  if (stand.outcome === 'reserved' || stand.outcome === 'confirmed' || stand.outcome === 'wanting-more')
    return words.reserved(guest, session, what);
  return words.declined(guest, session);
}
