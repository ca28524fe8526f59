import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, patched, type View } from '../../client/view/view.ts';

const view: fc.Arbitrary<View<number, { key: string; n: number }>> = fc.record({
  head: fc.nat(3),
  rows: fc.uniqueArray(fc.record({ key: fc.constantFrom(...'abcdefgh'), n: fc.nat(3) }), {
    selector: (row) => row.key,
  }),
});

test('what crosses to the page makes of any view the next one, from nothing too', () => {
  fc.assert(
    fc.property(fc.option(view, { nil: undefined }), view, (before, after) => {
      const patch = difference(before, after);
      expect(patch ? patched(before, patch) : before).toEqual(after);
    }),
  );
});

test('nothing crosses when nothing changed, also when all was computed anew', () => {
  fc.assert(
    fc.property(view, (before) => {
      expect(difference(before, structuredClone(before))).toBeUndefined();
    }),
  );
});

test('one changed row is all that crosses', () => {
  const rows = ['a', 'b', 'c'].map((key) => ({ key, n: 0 }));
  const after = rows.with(1, { key: 'b', n: 1 });
  expect(difference({ head: 0, rows }, { head: 0, rows: after })).toEqual({ rows: [{ key: 'b', n: 1 }] });
});
