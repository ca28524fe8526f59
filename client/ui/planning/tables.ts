import type { BookingLine, PlannedSession } from '../../view/planning.ts';
import { csvOf } from '../files/csv.ts';
import { laterWords } from '../texts/later-words.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { wallClockOf } from './zoned-time.ts';

/** The columns by which a table is taken in again come first; then how each session stands. */
export function sessionTable(sessions: readonly PlannedSession[]): string {
  const { columns, figures } = planningWords();
  const labels = [...new Set(sessions.flatMap(({ seatTypes }) => seatTypes.map(({ label }) => label)))];
  const { title, venue, starts, ends, zone, full, seats } = columns;
  const heading = [title, venue, starts, ends, zone, full, ...labels.map((label) => `${seats}: ${label}`)];
  const standing = [figures.state, figures.taken, figures.left, figures.waiting];
  const after = [figures.came, figures.noShows, figures.conflicts, figures.toTell];
  return csvOf([
    [...heading, ...standing, ...after],
    ...sessions.map((session) => [
      session.title,
      session.venue,
      wallClockOf(session.startsAt, session.timeZone),
      wallClockOf(session.endsAt, session.timeZone),
      session.timeZone,
      session.shortfall,
      ...labels.map((label) => capacityOf(session, label)),
      t().statuses[session.status],
      session.figures.taken,
      session.figures.left,
      session.waiting,
      session.came,
      session.noShows,
      session.conflicts,
      session.toTell,
    ]),
  ]);
}

/** Null where the session has no seats of this kind: an empty cell. */
function capacityOf({ seatTypes }: PlannedSession, label: string): number | null {
  const ofKind = seatTypes.filter((type) => type.label === label);
  return ofKind.length > 0 ? ofKind.reduce((sum, { capacity }) => sum + capacity, 0) : null;
}

export function bookingTable(bookings: readonly BookingLine[]): string {
  const { columns, booking } = planningWords();
  const { outcomes, party } = laterWords();
  const of = [columns.title, columns.venue, columns.starts, columns.zone];
  const who = [booking.guest, booking.phone, booking.mail, booking.note];
  const what = [booking.outcome, booking.seats, booking.party, booking.wanted];
  return csvOf([
    [...of, ...who, ...what, booking.arrival, booking.came, booking.bookedAt],
    ...bookings.map((line) => [
      line.session.title,
      line.session.venue,
      wallClockOf(line.session.startsAt, line.session.timeZone),
      line.session.timeZone,
      line.guest,
      line.phone,
      line.mail,
      line.note,
      outcomes[line.outcome],
      line.granted.reduce((sum, { seats }) => sum + seats, 0),
      party(line.granted),
      line.wanted,
      line.arrival && booking.arrivals[line.arrival],
      line.guests,
      line.bookedAt,
    ]),
  ]);
}
