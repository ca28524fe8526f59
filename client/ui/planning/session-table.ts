import type { Policy } from '../../../shared/booking/events.ts';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { Instant, SessionId, WorkspaceId } from '../../../shared/log/ids.ts';
import { uuidV5 } from '../../../shared/log/uuid.ts';
import type { Draft } from '../../worker/api.ts';
import { type CsvRow, readCsv } from '../files/csv.ts';
import { isZone, type WallTime, whenClocksShow } from './zoned-time.ts';

/**
 * Sessions as a table has them, one a line.
 *
 *   Title,Venue,Starts,Ends,Time zone,When full,Seats: Adult,Seats: Child
 *   Bread baking,Mill,2026-05-01 09:00,11:00,Europe/Vienna,waitlist,12,4
 *
 * The columns stand in any order, in English or Korean; the last ones may be missing, or be a single "Seats". A
 * session's id follows from where and when it is and what it is called: the same table twice is the same sessions.
 */
export type ScheduleDraft = Extract<Draft, { type: 'ScheduleSession' }>;
export type Column = 'title' | 'venue' | 'starts' | 'ends' | 'zone' | 'full' | 'seats';
export type TableRow = { readonly line: number } & (
  | { readonly draft: ScheduleDraft }
  | { readonly trouble: RowTrouble }
);
export type RowTrouble =
  | { readonly code: 'missing' | 'too-long'; readonly column: Column }
  | { readonly code: 'unknown'; readonly column: Column; readonly text: string }
  | { readonly code: 'ends-first' | 'no-seats' }
  | { readonly code: 'twice'; readonly line: number };
export type SessionTable =
  | { readonly kind: 'read'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'cut-off' | 'empty' }
  | { readonly kind: 'columns'; readonly missing: readonly Column[] };

/** `policy`: for what the table does not say of it (W13). */
type Setting = {
  readonly workspaceId: WorkspaceId;
  readonly zone: string;
  readonly seatLabel: string;
  readonly policy: Policy;
};

export function readSessionTable(text: string, setting: Setting): SessionTable {
  const table = readCsv(text);
  if (!table) return { kind: 'cut-off' };
  const [header, ...rows] = table;
  if (!header) return { kind: 'empty' };
  const columns = columnsOf(header.cells, setting.seatLabel);
  const missing = NEEDED.filter((column) => !columns.some((one) => one?.column === column));
  if (missing.length > 0) return { kind: 'columns', missing };
  if (rows.length === 0) return { kind: 'empty' };
  const lineOf = new Map<SessionId, number>();
  return {
    kind: 'read',
    rows: rows.map((row): TableRow => {
      const read = rowOf(row, columns, setting);
      if ('trouble' in read) return read;
      const { line, draft } = read;
      const first = lineOf.get(draft.sessionId);
      if (first !== undefined) return { line, trouble: { code: 'twice', line: first } };
      lineOf.set(draft.sessionId, line);
      return read;
    }),
  };
}

const NEEDED = ['title', 'venue', 'starts', 'ends', 'seats'] as const satisfies Column[];
const NAMES: Record<Exclude<Column, 'seats'>, readonly string[]> = {
  title: ['title', 'session', 'name', '제목'],
  venue: ['venue', 'place', '장소'],
  starts: ['starts', 'start', '시작'],
  ends: ['ends', 'end', '종료', '끝'],
  zone: ['time zone', 'timezone', 'zone', '시간대'],
  full: ['when full', 'when it is full', '만석일 때'],
};
const SEATS = /^(?:seats|좌석)(?:\s*:\s*(.+))?$/i;
const LONGEST = { title: 200, venue: 200 } as const;
const MOST_SEATS = 100_000;

type Heading = { readonly column: Column; readonly label: string } | undefined;

function columnsOf(header: readonly string[], seatLabel: string): Heading[] {
  return header.map((cell): Heading => {
    const name = cell.trim();
    const seats = SEATS.exec(name);
    if (seats) return { column: 'seats', label: seats[1]?.trim() ?? seatLabel };
    const known = Object.entries(NAMES).find(([, names]) => names.includes(name.toLowerCase()));
    return known && { column: known[0] as Column, label: '' };
  });
}

function rowOf({ line, cells }: CsvRow, columns: readonly Heading[], setting: Setting): TableRow {
  const text = (column: Column): string =>
    (cells[columns.findIndex((one) => one?.column === column)] ?? '').trim();
  const wrong = (trouble: RowTrouble): TableRow => ({ line, trouble });
  for (const column of ['title', 'venue', 'starts', 'ends'] as const)
    if (!text(column)) return wrong({ code: 'missing', column });
  for (const column of ['title', 'venue'] as const)
    if (text(column).length > LONGEST[column]) return wrong({ code: 'too-long', column });
  const timeZone = text('zone') || setting.zone;
  if (!isZone(timeZone)) return wrong({ code: 'unknown', column: 'zone', text: timeZone });
  const starts = timeIn(text('starts'), timeZone);
  if (starts === undefined) return wrong({ code: 'unknown', column: 'starts', text: text('starts') });
  const ends = timeIn(text('ends'), timeZone, text('starts'));
  if (ends === undefined) return wrong({ code: 'unknown', column: 'ends', text: text('ends') });
  if (ends <= starts) return wrong({ code: 'ends-first' });
  const shortfall = text('full') ? shortfallOf(text('full')) : setting.policy.shortfall;
  if (!shortfall) return wrong({ code: 'unknown', column: 'full', text: text('full') });
  const seatTypes = seatTypesOf(cells, columns);
  if (typeof seatTypes === 'string') return wrong({ code: 'unknown', column: 'seats', text: seatTypes });
  if (seatTypes.length === 0) return wrong({ code: 'no-seats' });
  const [title, venue] = [text('title'), text('venue')];
  const startsAt = instant(starts);
  const draft: ScheduleDraft = {
    type: 'ScheduleSession',
    sessionId: idOf([setting.workspaceId, title, venue, startsAt]),
    ...{ title, venue, startsAt, endsAt: instant(ends), timeZone, seatTypes },
    policy: { ...setting.policy, shortfall },
  };
  return { line, draft };
}

const OF_TABLES = '5c0a1f0e-6a52-4d7f-9a4c-2f1f6f7f9d11';

function idOf(named: readonly string[]): SessionId {
  return uuidV5(OF_TABLES, canonicalJson(named)) as SessionId;
}

const DATE_FIRST = /^(\d{4})[-./]\s*(\d{1,2})[-./]\s*(\d{1,2})\.?[T ]\s*(\d{1,2}):(\d{2})(?::\d{2})?$/;
const DAY_FIRST = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})[T ]\s*(\d{1,2}):(\d{2})(?::\d{2})?$/;
const TIME_ALONE = /^(\d{1,2}):(\d{2})(?::\d{2})?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** `5/1/2026` is not read: it is May in one country and January in another. */
function timeIn(text: string, timeZone: string, sameDayAs = ''): number | undefined {
  if (WITH_OFFSET.test(text)) return Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text);
  const wall = wallOf(text) ?? wallOf(`${sameDayAs.replace(/[T ]\s*\d{1,2}:.*$/, '')} ${text}`, text);
  return wall && whenClocksShow(wall, timeZone);
}

function wallOf(text: string, alone?: string): WallTime | undefined {
  if (alone !== undefined && !TIME_ALONE.test(alone)) return undefined;
  const dateFirst = DATE_FIRST.exec(text)?.slice(1).map(Number);
  const dayFirst = DAY_FIRST.exec(text)?.slice(1).map(Number);
  const [year, month, day] = dateFirst ?? [dayFirst?.[2], dayFirst?.[1], dayFirst?.[0]];
  const [hour, minute] = (dateFirst ?? dayFirst)?.slice(3) ?? [];
  if (!year || !month || !day || hour === undefined || minute === undefined || minute > 59) return undefined;
  return { year, month, day, hour, minute };
}

const SHORTFALLS: Record<Policy['shortfall'], readonly string[]> = {
  waitlist: ['waitlist', 'whole party waits', '일행 모두 대기'],
  partial: ['partial', 'take what is left', '남은 만큼 예약'],
  refuse: ['refuse', '거절'],
};

function shortfallOf(text: string): Policy['shortfall'] | undefined {
  const found = Object.entries(SHORTFALLS).find(([, words]) => words.includes(text.toLowerCase()));
  return found?.[0] as Policy['shortfall'] | undefined;
}

/** Or what is no number of seats. An empty cell: there are none of this kind. */
function seatTypesOf(
  cells: readonly string[],
  columns: readonly Heading[],
): ScheduleDraft['seatTypes'] | string {
  const types: { id: string; label: string; capacity: number }[] = [];
  for (const [index, column] of columns.entries()) {
    if (column?.column !== 'seats') continue;
    const cell = (cells[index] ?? '').trim();
    if (cell === '') continue;
    if (!/^\d+$/.test(cell) || Number(cell) > MOST_SEATS) return cell;
    types.push({ id: `type-${types.length + 1}`, label: column.label, capacity: Number(cell) });
  }
  return types;
}

function instant(at: number): Instant {
  return new Date(at).toISOString() as Instant;
}
