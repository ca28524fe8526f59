import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LayeredMap, type MapLike, MOST_LAYERS } from '../../shared/booking/layered-map.ts';

type Step =
  | { readonly kind: 'set'; readonly key: string; readonly value: number | undefined }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'layer' | 'settle' };

const key = fc.constantFrom(...'abcdefgh');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      key,
      value: fc.option(fc.nat(), { nil: undefined }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('layer' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

/** Everything that can be seen of a map. */
function seen(map: MapLike<string, number | undefined>): unknown {
  const all = [...'abcdefgh'].map((one) => [map.has(one), map.get(one)]);
  return [[...map], [...map.keys()], [...map.values()], map.size, all];
}

test('layers over layers read like plain maps that were copied, in the same order', () => {
  const happened = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const bottom = new Map<string, number | undefined>();
      const real: MapLike<string, number | undefined>[] = [bottom];
      const model = [new Map<string, number | undefined>()];
      for (const one of steps) {
        const top = real.at(-1) as (typeof real)[number];
        const plain = model.at(-1) as (typeof model)[number];
        happened.set(one.kind, (happened.get(one.kind) ?? 0) + 1);
        if (one.kind === 'set') {
          top.set(one.key, one.value);
          plain.set(one.key, one.value);
        } else if (one.kind === 'delete') {
          expect(top.delete(one.key)).toBe(plain.delete(one.key));
        } else if (one.kind === 'layer') {
          real.push(new LayeredMap(top));
          model.push(new Map(plain));
        } else if (top instanceof LayeredMap) {
          real.splice(-2, 2, top.settle());
          model.splice(-2, 1);
        }
        expect(real.map(seen)).toEqual(model.map(seen));
      }
    }),
    { seed: 20_260_420, numRuns: 400 },
  );
  for (const kind of ['set', 'delete', 'layer', 'settle'])
    expect(happened.get(kind), kind).toBeGreaterThan(500);
});

test('a look-up goes through a few layers, however many are put over each other', () => {
  let asked = 0;
  class Bottom extends Map<string, number> {
    override get(name: string): number | undefined {
      asked++;
      return super.get(name);
    }
  }
  const layers: MapLike<string, number>[] = [new Bottom([['a', 1]])];
  const depths = Array.from({ length: 3 * MOST_LAYERS }, () => {
    const layer = new LayeredMap(layers.at(-1) as MapLike<string, number>);
    layers.push(layer);
    asked = 0;
    expect(layer.get('a')).toBe(1);
    return asked;
  });
  expect(depths.slice(0, MOST_LAYERS)).toEqual(Array(MOST_LAYERS).fill(1));
  expect(depths.slice(MOST_LAYERS)).toEqual(Array(2 * MOST_LAYERS).fill(0));
});
