/**
 * What a screen shows: a head, and rows with a key each. The worker computes views; only what changed crosses to
 * the page.
 */
export type Row = { readonly key: string };
export type View<H = unknown, R extends Row = Row> = { readonly head: H; readonly rows: readonly R[] };

/** From one view to the next: the head if it changed, the rows that are new or changed, and the keys in order if
 * the order or the set of rows changed. */
export type Patch<H = unknown, R extends Row = Row> = {
  readonly head?: H;
  readonly order?: readonly string[];
  readonly rows: readonly R[];
};

/** Undefined where nothing changed. Rows are compared by their JSON: they are small, and what is compared is what
 * would cross. */
export function difference<H, R extends Row>(
  before: View<H, R> | undefined,
  after: View<H, R>,
): Patch<H, R> | undefined {
  if (!before) return { head: after.head, order: after.rows.map((row) => row.key), rows: after.rows };
  const known = new Map(before.rows.map((row) => [row.key, row]));
  const rows = after.rows.filter((row) => !same(known.get(row.key), row));
  const sameOrder =
    before.rows.length === after.rows.length &&
    after.rows.every((row, index) => row.key === before.rows[index]?.key);
  const sameHead = same(before.head, after.head);
  if (sameHead && sameOrder && rows.length === 0) return undefined;
  return {
    ...(sameHead ? {} : { head: after.head }),
    ...(sameOrder ? {} : { order: after.rows.map((row) => row.key) }),
    rows,
  };
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function patched<H, R extends Row>(before: View<H, R> | undefined, patch: Patch<H, R>): View<H, R> {
  const rows = new Map(before?.rows.map((row) => [row.key, row]));
  for (const row of patch.rows) rows.set(row.key, row);
  const order = patch.order ?? before?.rows.map((row) => row.key) ?? [];
  return {
    head: 'head' in patch ? (patch.head as H) : (before?.head as H),
    rows: order.flatMap((key) => rows.get(key) ?? []),
  };
}
