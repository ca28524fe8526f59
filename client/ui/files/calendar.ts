/** What stands in a calendar: times as instants, in UTC. */
export type CalendarEntry = {
  /** Stable: a calendar that has it already changes it instead of showing another one. */
  readonly uid: string;
  /** Higher with every change. */
  readonly version: number;
  readonly title: string;
  readonly place: string;
  readonly notes: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly cancelled: boolean;
};

/**
 * A calendar as a file (RFC 5545). Times are in UTC, which every calendar shows by its own clock: so no rules of zones
 * have to come along.
 */
export function calendarOf(entries: readonly CalendarEntry[], now: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Daybook//Daybook//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => linesOf(entry, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf(entry: CalendarEntry, now: string): string[] {
  const { uid, version, title, place, notes, startsAt, endsAt, cancelled } = entry;
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${momentOf(now)}`,
    `SEQUENCE:${version}`,
    `DTSTART:${momentOf(startsAt)}`,
    `DTEND:${momentOf(endsAt)}`,
    `SUMMARY:${textOf(title)}`,
    `LOCATION:${textOf(place)}`,
    ...(notes ? [`DESCRIPTION:${textOf(notes)}`] : []),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** 20260501T070000Z */
function momentOf(instant: string): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** § 3.3.11. Control characters are allowed nowhere. */
function textOf(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll('\n', '\\n');
}

const LINE_OCTETS = 75;
const encoder = new TextEncoder();

/** § 3.1: no line is longer than 75 octets, and no letter is cut in two; a further line begins with a space. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += letter;
    octets += size;
  }
  return text;
}
