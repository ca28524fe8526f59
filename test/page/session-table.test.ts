import { describe, expect, test } from 'vitest';
import { readSessionTable, type SessionTable } from '../../client/ui/planning/session-table.ts';
import { wallClockOf, whenClocksShow } from '../../client/ui/planning/zoned-time.ts';
import type { Policy } from '../../shared/booking/events.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';

// A planner's sessions as a spreadsheet saves them.

const USUAL: Policy = { shortfall: 'refuse', promotion: 'offer', offerMinutes: 15 };
const HEADER = 'Title,Venue,Starts,Ends,Time zone,When full,Seats: Adult,Seats: Child';

function read(text: string, more: { workspaceId?: string } = {}): SessionTable {
  const workspaceId = (more.workspaceId ?? 'main') as WorkspaceId;
  return readSessionTable(text, { workspaceId, zone: 'Europe/Vienna', seatLabel: 'Seat', policy: USUAL });
}

function rows(...lines: string[]) {
  const table = read([HEADER, ...lines].join('\r\n'));
  if (table.kind !== 'read') throw new Error(table.kind);
  return table.rows;
}

const draftOf = (line: string) => {
  const [row] = rows(line);
  if (!row || !('draft' in row)) throw new Error(JSON.stringify(row));
  return row.draft;
};

describe('a line is a session', () => {
  test('with its times by the clocks of its zone', () => {
    expect(draftOf('Bread,Mill,2026-05-01 09:00,2026-05-01 11:00,Asia/Seoul,partial,12,4')).toMatchObject({
      type: 'ScheduleSession',
      title: 'Bread',
      venue: 'Mill',
      startsAt: '2026-05-01T00:00:00.000Z',
      endsAt: '2026-05-01T02:00:00.000Z',
      timeZone: 'Asia/Seoul',
      seatTypes: [
        { id: 'type-1', label: 'Adult', capacity: 12 },
        { id: 'type-2', label: 'Child', capacity: 4 },
      ],
      policy: { shortfall: 'partial', promotion: 'offer', offerMinutes: 15 },
    });
  });

  test.each([
    ['2026-05-01 09:00', '11:00'],
    ['2026-05-01T09:00', '2026-05-01T11:00:00'],
    ['2026/5/1 9:00', '11:00'],
    ['1.5.2026 09:00', '1.5.2026 11:00'],
    ['01.05.2026 09:00', '11:00'],
    ['2026. 5. 1. 9:00', '11:00'],
    ['2026-05-01T07:00:00Z', '2026-05-01T11:00:00+02:00'],
  ])('%s to %s', (starts, ends) => {
    const { startsAt, endsAt, timeZone } = draftOf(`Bread,Mill,${starts},${ends},,,9,`);
    expect({ startsAt, endsAt, timeZone }).toEqual({
      startsAt: '2026-05-01T07:00:00.000Z',
      endsAt: '2026-05-01T09:00:00.000Z',
      timeZone: 'Europe/Vienna',
    });
  });

  test('in Korean, with semicolons, in another order, and seats of one kind', () => {
    const table = read('\uFEFF좌석;시작;종료;장소;제목\r\n9;2026-05-01 09:00;11:00;방앗간;빵 굽기\r\n');
    expect(table).toMatchObject({
      kind: 'read',
      rows: [
        {
          line: 2,
          draft: { title: '빵 굽기', venue: '방앗간', seatTypes: [{ label: 'Seat', capacity: 9 }] },
        },
      ],
    });
  });

  test('W13: with the policy of the workspace where it says nothing of what is full', () => {
    expect(draftOf('Bread,Mill,2026-05-01 09:00,11:00,,,9,').policy).toEqual(USUAL);
    const without = read('Title,Venue,Starts,Ends,Seats\nBread,Mill,2026-05-01 09:00,11:00,9');
    expect(without).toMatchObject({ rows: [{ draft: { policy: USUAL } }] });
  });

  test('it is the same session the second time, and another one elsewhere, at another time, in another daybook', () => {
    const line = 'Bread,Mill,2026-05-01 09:00,11:00,,,9,';
    const ids = [line, line.replace('Mill', 'Barn'), line.replace('09:00', '10:00')].map(
      (one) => draftOf(one).sessionId,
    );
    expect(new Set(ids).size).toBe(3);
    expect(draftOf(line).sessionId).toBe(ids[0]);
    const elsewhere = read([HEADER, line].join('\n'), { workspaceId: 'other' });
    expect(JSON.stringify(elsewhere)).not.toContain(ids[0]);
  });
});

describe('what cannot be a session is named by its line and why', () => {
  test.each([
    [',Mill,2026-05-01 09:00,11:00,,,9,', { code: 'missing', column: 'title' }],
    [`${'x'.repeat(201)},Mill,2026-05-01 09:00,11:00,,,9,`, { code: 'too-long', column: 'title' }],
    ['Bread,Mill,5/1/2026 09:00,11:00,,,9,', { code: 'unknown', column: 'starts', text: '5/1/2026 09:00' }],
    [
      'Bread,Mill,2026-02-30 09:00,11:00,,,9,',
      { code: 'unknown', column: 'starts', text: '2026-02-30 09:00' },
    ],
    ['Bread,Mill,2026-05-01 09:00,25:00,,,9,', { code: 'unknown', column: 'ends', text: '25:00' }],
    [
      'Bread,Mill,2026-03-29 02:30,04:00,,,9,',
      { code: 'unknown', column: 'starts', text: '2026-03-29 02:30' },
    ],
    ['Bread,Mill,2026-05-01 11:00,09:00,,,9,', { code: 'ends-first' }],
    [
      'Bread,Mill,2026-05-01 09:00,11:00,Mars/Base,,9,',
      { code: 'unknown', column: 'zone', text: 'Mars/Base' },
    ],
    ['Bread,Mill,2026-05-01 09:00,11:00,,perhaps,9,', { code: 'unknown', column: 'full', text: 'perhaps' }],
    ['Bread,Mill,2026-05-01 09:00,11:00,,,a few,', { code: 'unknown', column: 'seats', text: 'a few' }],
    ['Bread,Mill,2026-05-01 09:00,11:00,,,-3,', { code: 'unknown', column: 'seats', text: '-3' }],
    ['Bread,Mill,2026-05-01 09:00,11:00,,,,', { code: 'no-seats' }],
    ['Bread', { code: 'missing', column: 'venue' }],
  ])('%s', (line, trouble) => {
    const good = 'Rye,Mill,2026-05-01 09:00,11:00,,,9,';
    expect(rows(good, '', line)).toMatchObject([{ line: 2 }, { line: 4, trouble }]);
  });

  test('twice in one table', () => {
    const line = 'Bread,Mill,2026-05-01 09:00,11:00,,,9,';
    expect(rows(line, line)[1]).toEqual({ line: 3, trouble: { code: 'twice', line: 2 } });
  });

  test('a table without its columns, cut off, or empty', () => {
    expect(read('Name,When\nBread,soon')).toEqual({
      kind: 'columns',
      missing: ['venue', 'starts', 'ends', 'seats'],
    });
    expect(read(`${HEADER}\n"Bread,Mill`)).toEqual({ kind: 'cut-off' });
    expect(read('')).toEqual({ kind: 'empty' });
    expect(read(HEADER)).toEqual({ kind: 'empty' });
  });
});

describe('clocks on the wall', () => {
  const at = (hour: number, minute: number, zone: string, day = [2026, 10, 25]) => {
    const [year = 0, month = 0, date = 0] = day;
    const found = whenClocksShow({ year, month, day: date, hour, minute }, zone);
    return found === undefined ? undefined : new Date(found).toISOString();
  };

  test('a time that they show twice is the first of the two', () => {
    expect(at(2, 30, 'Europe/Vienna')).toBe('2026-10-25T00:30:00.000Z');
    expect(at(3, 30, 'Europe/Vienna')).toBe('2026-10-25T02:30:00.000Z');
  });

  test('far from Greenwich, on both sides of the date line', () => {
    expect(at(12, 0, 'Pacific/Kiritimati')).toBe('2026-10-24T22:00:00.000Z');
    expect(at(12, 0, 'Pacific/Pago_Pago')).toBe('2026-10-25T23:00:00.000Z');
    expect(at(12, 0, 'Asia/Kathmandu')).toBe('2026-10-25T06:15:00.000Z');
  });

  test('and back', () => {
    expect(wallClockOf('2026-05-01T07:00:00.000Z', 'Europe/Vienna')).toBe('2026-05-01 09:00');
    expect(wallClockOf('2026-05-01T07:00:00.000Z', 'Mars/Base')).toBe('2026-05-01 07:00');
  });
});
