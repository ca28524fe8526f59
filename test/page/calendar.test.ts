import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalendarEntry, calendarOf } from '../../client/ui/files/calendar.ts';

// RFC 5545, as calendars read it.

const NOW = '2026-04-20T09:00:00.123Z';
const ENTRY: CalendarEntry = {
  uid: 'session-1@daybook',
  version: 3,
  title: 'Bread; rye, "dark"',
  place: 'Mill\\Barn',
  notes: 'Two lines:\nbring an apron',
  startsAt: '2026-05-01T07:00:00.000Z',
  endsAt: '2026-05-01T09:00:00.000Z',
  cancelled: false,
};

test('a session is an event in UTC, with the same name each time, and what people wrote is text', () => {
  expect(calendarOf([ENTRY], NOW)).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Daybook//Daybook//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:session-1@daybook',
      'DTSTAMP:20260420T090000Z',
      'SEQUENCE:3',
      'DTSTART:20260501T070000Z',
      'DTEND:20260501T090000Z',
      'SUMMARY:Bread\\; rye\\, "dark"',
      'LOCATION:Mill\\\\Barn',
      'DESCRIPTION:Two lines:\\nbring an apron',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

test('one that does not take place says so', () => {
  expect(calendarOf([{ ...ENTRY, cancelled: true }], NOW)).toContain('\r\nSTATUS:CANCELLED\r\n');
});

test('no line is longer than 75 octets, no letter is cut in two, and unfolded it is what was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
      const text = calendarOf([{ ...ENTRY, title }], NOW);
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const lines = text.replaceAll('\r\n ', '').split('\r\n');
      const summary = lines.find((line) => line.startsWith('SUMMARY:'))?.slice('SUMMARY:'.length) ?? '';
      const read = summary.replace(/\\([\\;,n])/g, (_, sign) => (sign === 'n' ? '\n' : sign));
      expect(read).toBe(title.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, ' '));
      // Nothing that somebody wrote begins a line of its own.
      expect(lines.filter((line) => /^[A-Z-]+[:;]/.test(line))).toHaveLength(lines.length - 1);
    }),
  );
});
