import { SYSTEM } from '../../../server/expiry/expiry-of.ts';
import type { Term } from '../../../shared/booking/reservation.ts';
import type { Session } from '../../../shared/booking/session.ts';
import type { AllotmentId, ReservationId } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { hold } from './violation.ts';

/** P8: what the server itself ends is still there, and its time is over by the server's clock; it ends once. */
export function checkEndings(before: Session | undefined, events: readonly RecordedEvent[]): void {
  for (const { id, type, data, meta, recordedAt } of events) {
    if (meta.actorId !== SYSTEM.actorId || !ENDS.has(type)) continue;
    const term = termOf(before, { type, data });
    hold(term, '9 valid at every commit', () => `${id}: ${type} of what had ended`);
    const due = Date.parse(String(term.since)) + term.minutes * 60_000;
    hold(Date.parse(recordedAt) >= due, '9 valid at every commit', () => {
      return `${id}: ${type} at ${recordedAt}, of ${term.minutes} minutes from ${term.since}`;
    });
  }
}

const ENDS: ReadonlySet<string> = new Set(['ReservationExpired', 'OfferExpired', 'AllotmentExpired']);

/** The time that this is the end of, where it runs. */
function termOf(
  session: Session | undefined,
  { type, data }: Pick<RecordedEvent, 'type' | 'data'>,
): Term | undefined {
  if (type === 'AllotmentExpired') {
    const allotment = session?.allotments.get(data.allotmentId as AllotmentId);
    return allotment?.status === 'live' ? allotment.term : undefined;
  }
  const reservation = session?.reservations.get(data.reservationId as ReservationId);
  if (type === 'OfferExpired') return reservation?.offer ?? undefined;
  // B6: what is confirmed is nobody's to end.
  return reservation?.confirmed ? undefined : (reservation?.hold ?? undefined);
}

/** All times that run in a session. */
export function termsOf({ allotments, reservations }: Session): Term[] {
  const live = [...allotments.values()].filter(({ status }) => status === 'live');
  const given = [...reservations.values()].flatMap(({ hold, offer }) => [hold, offer]);
  return [...live.map(({ term }) => term), ...given].filter((term) => term !== null);
}
