import type { Policy } from '../../../shared/booking/events.ts';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import type { PlannedSession } from '../../view/planning.ts';
import type { DaybookApi, Submitted } from '../../worker/api.ts';
import { viewOnce } from '../app/view-once.ts';
import { OWN_ZONE } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { planningWords } from '../texts/planning-words.ts';
import { type Column, type RowTrouble, readSessionTable, type ScheduleDraft } from './session-table.ts';

/** What taking a table in would bring, before anything is recorded. */
export type Table =
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'read';
      readonly fresh: readonly ScheduleDraft[];
      readonly known: number;
      readonly bad: readonly { readonly line: number; readonly why: string }[];
    };

/** Each line is held against the book as it is on this device; nothing is recorded. What was made by hand, or moved there,
 * is known by what it is. */
export async function lookAtTable(
  file: Blob,
  here: { readonly workspaceId: WorkspaceId; readonly policy: Policy },
  api: DaybookApi,
): Promise<Table> {
  const { columns, listed, take } = planningWords();
  const { troubles } = take;
  const text = await textOf(file);
  if (text === undefined) return { kind: 'unreadable', why: troubles.coding };
  const { defaultType } = laterWords().newSession;
  const table = readSessionTable(text, { ...here, zone: OWN_ZONE, seatLabel: defaultType });
  if (table.kind === 'columns')
    return { kind: 'unreadable', why: troubles.columns(listed(table.missing.map((one) => columns[one]))) };
  if (table.kind !== 'read') return { kind: 'unreadable', why: troubles[table.kind] };
  const { rows } = await viewOnce(api, { view: 'planning' });
  const existing = Map.groupBy(rows, whatItIs);
  const fresh: ScheduleDraft[] = [];
  const bad: { line: number; why: string }[] = [];
  let known = 0;
  for (const row of table.rows) {
    if ('trouble' in row) {
      bad.push({ line: row.line, why: wrongWith(row.trouble) });
      continue;
    }
    const same = existing.get(whatItIs(row.draft));
    if (same) {
      if (same.some((one) => saysTheSame(one, row.draft))) known += 1;
      else bad.push({ line: row.line, why: take.wrong.otherwise });
      continue;
    }
    const seen = await api.preview(row.draft);
    if (seen.kind === 'would-save') fresh.push(row.draft);
    else if (seen.kind === 'refused' && seen.refusal.code !== 'session-exists')
      bad.push({ line: row.line, why: laterWords().refusal(seen.refusal) });
    else known += 1;
  }
  return { kind: 'read', fresh, known, bad };
}

function whatItIs({ title, venue, startsAt }: Record<'title' | 'venue' | 'startsAt', string>): string {
  return JSON.stringify([title, venue, startsAt]);
}

/** To the minute, as a table has it. What a table changes of it is done to the session itself: who has booked is told. */
function saysTheSame(one: PlannedSession, draft: ScheduleDraft): boolean {
  const minute = (instant: string): string => instant.slice(0, MINUTE_LETTERS);
  const seats = ({ seatTypes }: Pick<PlannedSession | ScheduleDraft, 'seatTypes'>): string =>
    JSON.stringify(seatTypes.map(({ label, capacity }) => [label, capacity]).sort());
  return minute(one.endsAt) === minute(draft.endsAt) && seats(one) === seats(draft);
}

const MINUTE_LETTERS = 'YYYY-MM-DDTHH:MM'.length;

function wrongWith(trouble: RowTrouble): string {
  const { columns, take } = planningWords();
  switch (trouble.code) {
    case 'missing':
      return take.wrong.missing(columns[trouble.column]);
    case 'too-long':
      return take.wrong.tooLong(columns[trouble.column]);
    case 'unknown':
      return unknown(trouble.column, trouble.text);
    case 'ends-first':
      return take.wrong.endsFirst;
    case 'no-seats':
      return take.wrong.noSeats;
    case 'twice':
      return take.wrong.twice(trouble.line);
  }
}

function unknown(column: Column, text: string): string {
  const { columns, take } = planningWords();
  if (column === 'zone') return take.wrong.noZone(text);
  if (column === 'full') return take.wrong.noRule(columns.full, text);
  if (column === 'seats') return take.wrong.noNumber(columns.seats, text);
  return take.wrong.noTime(columns[column], text);
}

/** So many are decided and written down together. */
const TOGETHER = 25;

export type Recorded =
  | { readonly kind: 'done'; readonly saved: number }
  | { readonly kind: 'stopped'; readonly saved: number; readonly outcome: Submitted };

/** Records them in order. Where one cannot be written down the rest is left: the same table goes on from there. */
export async function recordAll(
  drafts: readonly ScheduleDraft[],
  api: Pick<DaybookApi, 'submit'>,
  onProgress: (done: number) => void,
): Promise<Recorded> {
  let saved = 0;
  for (let at = 0; at < drafts.length; at += TOGETHER) {
    const outcomes = await Promise.all(drafts.slice(at, at + TOGETHER).map((draft) => api.submit(draft)));
    saved += outcomes.filter(({ kind }) => kind === 'saved').length;
    onProgress(saved);
    const outcome = outcomes.find(({ kind }) => kind === 'not-saved');
    if (outcome) return { kind: 'stopped', saved, outcome };
  }
  return { kind: 'done', saved };
}

/** Undefined for what is not UTF-8. */
async function textOf(file: Blob): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
