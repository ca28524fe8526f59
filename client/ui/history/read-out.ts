import type { ReadOutHead, ReadOutQuery, ReadOutRow } from '../../view/read-out.ts';
import type { DaybookApi } from '../../worker/api.ts';
import { viewOnce } from '../app/view-once.ts';

export type ReadOut = { readonly head: ReadOutHead; readonly rows: readonly ReadOutRow[] };

/** How often it begins again because the history moved on meanwhile. */
const MOST_TRIES = 5;

type Asked = Pick<ReadOutQuery, 'of' | 'filter'>;

/** Who waits for it: told how far it is, in entries, and no longer waiting once `left`. */
export type Waiting = {
  readonly left: AbortSignal;
  readonly onPart: (done: number, of: number) => void;
};

/** The whole history, in parts: in one it would hold up the page. Undefined where it does not come to rest. */
export async function readOut(api: DaybookApi, asked: Asked, waiting: Waiting): Promise<ReadOut | undefined> {
  for (let tries = 0; tries < MOST_TRIES && !waiting.left.aborted; tries++) {
    const whole = await readOnce(api, asked, waiting);
    if (whole) return whole;
  }
  return undefined;
}

async function readOnce(
  api: DaybookApi,
  asked: Asked,
  { left, onPart }: Waiting,
): Promise<ReadOut | undefined> {
  const rows: ReadOutRow[] = [];
  let first: ReadOutHead | undefined;
  do {
    const { head, rows: part } = await viewOnce(api, { view: 'read-out', ...asked, from: rows.length });
    if (left.aborted) return undefined;
    first ??= head;
    const isSame = JSON.stringify(head) === JSON.stringify(first);
    if (!isSame || (part.length === 0 && rows.length < head.of)) return undefined;
    rows.push(...part);
    onPart(rows.length, first.of);
  } while (rows.length < first.of);
  return { head: first, rows };
}
