import type { HistoryEntry } from '../../view/history-entry.ts';
import type { ReadOutRow } from '../../view/read-out.ts';
import { type Cell, csvOf } from '../files/csv.ts';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { standingText } from './before-after.tsx';

/** A line an entry: the event as the log has it, for programs. Nothing is left out. */
export function linesOf(rows: readonly ReadOutRow[]): string {
  return rows.map(({ entry: { state }, event }) => `${JSON.stringify({ state, ...event })}\n`).join('');
}

/** A row an entry, for people with a spreadsheet: in their language, instants as the log has them. */
export function tableOf(rows: readonly ReadOutRow[], how: { readonly marked: boolean }): string {
  const { columns } = historyWords().file;
  return csvOf([Object.values(columns), ...rows.map(cellsOf)], how);
}

/** In the order of the columns. */
function cellsOf({ entry, event }: ReadOutRow): Cell[] {
  const { states } = historyWords().file;
  const { what, by, deliveredBy, before, after } = entry;
  const said: Readonly<Record<keyof ReturnType<typeof historyWords>['file']['columns'], Cell>> = {
    position: entry.position,
    state: states[entry.state],
    deviceTime: entry.deviceAt,
    serverTime: entry.serverAt,
    difference: differenceOf(entry),
    session: entry.session,
    what: laterWords().happening(what, entry.guest),
    type: what.type,
    guest: entry.guest,
    person: by.name,
    device: by.deviceId,
    broughtBy: deliveredBy?.name ?? null,
    before: before && standingText(before),
    after: after && standingText(after),
    reason: what.reason && (laterWords().reasons[what.reason] ?? what.reason),
    makesUpFor: event.meta.compensates?.join(' ') ?? null,
    because: event.meta.causationId,
    entry: entry.key,
    sessionId: entry.sessionId,
  };
  return Object.values(said);
}

/** In whole seconds, also where the screen does not speak of it. */
function differenceOf({ deviceAt, serverAt }: HistoryEntry): number | null {
  return serverAt && Math.round((Date.parse(serverAt) - Date.parse(deviceAt)) / 1_000);
}
