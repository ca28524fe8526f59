/**
 * A long list crosses to the page as a window of its rows, a little larger than the screen.
 *
 *   0 ─────────── from ├── margin ──┤ on the screen ├── margin ──┤ from + count ─────────── total
 *
 * While what is on the screen stays a stretch away from the window's ends, the window stays too: a view is asked for
 * anew once in about fifty rows and not at each.
 */
export type RowWindow = { readonly from: number; readonly count: number };

export const FIRST_WINDOW: RowWindow = { from: 0, count: 60 };

const MARGIN = 60;
const NEAR = 20;

/** The window to ask for when the rows from `first` to `last` are on the screen: the one before, while it serves. */
export function windowAround(before: RowWindow, first: number, last: number): RowWindow {
  const reachesBack = before.from <= Math.max(0, first - NEAR);
  const reachesOn = before.from + before.count > last + NEAR;
  if (reachesBack && reachesOn) return before;
  const from = Math.max(0, first - MARGIN);
  return { from, count: last + 1 + MARGIN - from };
}
