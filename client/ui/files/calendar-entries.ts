import type { PlannedSession } from '../../view/planning.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { laterWords } from '../texts/later-words.ts';
import { type CalendarEntry, calendarOf } from './calendar.ts';
import { saveFile } from './save-file.ts';

type Session = Omit<PlannedSession, 'key'> | SessionHead;

export function sessionEntry(id: string, session: Pick<Session, Calendared>): CalendarEntry {
  const { version, title, venue: place, startsAt, endsAt, status } = session;
  const uid = `session-${id}@daybook`;
  return { uid, version, title, place, notes: '', startsAt, endsAt, cancelled: status === 'cancelled' };
}

type Calendared = 'version' | 'title' | 'venue' | 'startsAt' | 'endsAt' | 'status';

/** For the guest: where to be when, with how many. */
export function bookingEntry(head: SessionHead, row: ReservationRow): CalendarEntry {
  const { party, outcomes } = laterWords();
  const session = sessionEntry(head.id, head);
  return {
    ...session,
    uid: `booking-${row.key}@daybook`,
    notes: [row.name, party(row.party), outcomes[row.outcome]].filter(Boolean).join('\n'),
    cancelled: session.cancelled || row.ended,
  };
}

/** For whatever calendar the device opens it with. */
export function saveCalendar(name: string, entries: readonly CalendarEntry[]): void {
  const text = calendarOf(entries, new Date().toISOString());
  saveFile({ name: `${name}.ics`, type: 'text/calendar;charset=utf-8', text });
}
