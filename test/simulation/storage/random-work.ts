import type { Random } from '../../support/random.ts';

/** Random work for two engines that must come to the same. */
export type Work = {
  readonly stores: readonly string[];
  readonly mode: 'readonly' | 'readwrite';
  readonly durability: 'relaxed' | 'strict';
  /** Each batch is asked at once, when the one before is answered. */
  readonly batches: readonly (readonly Operation[])[];
  /** After the last batch was asked, not answered. */
  readonly end: 'commit' | 'abort' | 'by itself';
  /** Errors of requests do not end the transaction. */
  readonly isForgiving: boolean;
};

type Bounds = readonly [lower: unknown, upper: unknown, lowerOpen: boolean, upperOpen: boolean];
export type Query = { readonly key: unknown } | { readonly bounds: Bounds } | { readonly all: true };

export type Operation = { readonly store: string } & (
  | { readonly kind: 'add' | 'put'; readonly key: unknown; readonly value: unknown }
  | { readonly kind: 'clear' }
  | { readonly kind: 'get' | 'delete' | 'count'; readonly query: Query }
  | { readonly kind: 'getAll' | 'getAllKeys'; readonly query: Query; readonly count: number | undefined }
  | {
      readonly kind: 'openCursor' | 'openKeyCursor';
      readonly query: Query;
      readonly direction: IDBCursorDirection;
      /** Where to go from each record. */
      readonly moves: readonly ('on' | 'two on' | { readonly to: unknown })[];
    }
);

export const STORES = { plain: {}, other: {}, counted: { autoIncrement: true } } as const;

const KEYS = [-1, 0, 1, 2.5, 3, 10, '', 'a', 'aa', 'b', [], [1], [1, 'a'], [1, 2], ['a'], [[1], 2]];
const NO_KEYS = [Number.NaN, true, null];
const DIRECTIONS = ['next', 'prev', 'nextunique', 'prevunique'] as const;

export function randomWork(random: Random): Work {
  const names = Object.keys(STORES);
  const stores = names.filter(() => random.chance(0.6));
  if (stores.length === 0) stores.push(random.pick(names));
  const operation = (): Operation => ({ store: random.pick(stores), ...randomOperation(random) });
  const several = <T>(most: number, one: () => T): T[] => Array.from({ length: random.whole(0, most) }, one);
  // The other engine keeps the numbers of an aborted transaction; the specification wants them back.
  const mustNotAbort = stores.includes('counted');
  return {
    stores,
    mode: random.chance(0.3) ? 'readonly' : 'readwrite',
    durability: random.chance(0.3) ? 'strict' : 'relaxed',
    batches: several(3, () => several(5, operation)),
    end: random.pick(mustNotAbort ? ['commit', 'by itself'] : ['commit', 'abort', 'by itself']),
    isForgiving: mustNotAbort || random.chance(0.5),
  };
}

type WithoutStore<T> = T extends unknown ? Omit<T, 'store'> : never;

function randomOperation(random: Random): WithoutStore<Operation> {
  const kind = random.pick([
    ...(['add', 'add', 'put', 'put', 'clear', 'get', 'delete', 'count'] as const),
    ...(['getAll', 'getAllKeys', 'openCursor', 'openKeyCursor'] as const),
  ]);
  const query = randomQuery(random);
  switch (kind) {
    case 'add':
    case 'put':
      return { kind, key: random.chance(0.2) ? undefined : randomKey(random), value: randomValue(random) };
    case 'clear':
      return { kind };
    case 'getAll':
    case 'getAllKeys':
      // The other engine takes what is no key for a dictionary of options.
      if ('key' in query && NO_KEYS.includes(query.key as null)) return { kind: 'clear' };
      return { kind, query, count: random.chance(0.5) ? undefined : random.whole(0, 3) };
    case 'openCursor':
    case 'openKeyCursor': {
      const move = () =>
        random.chance(0.2) ? { to: randomKey(random) } : random.pick(['on', 'two on'] as const);
      return { kind, query, direction: random.pick(DIRECTIONS), moves: Array.from({ length: 4 }, move) };
    }
    default:
      return { kind, query };
  }
}

function randomQuery(random: Random): Query {
  if (random.chance(0.2)) return { all: true };
  if (random.chance(0.5)) return { key: randomKey(random) };
  const end = (): unknown => (random.chance(0.2) ? undefined : randomKey(random));
  return { bounds: [end(), end(), random.chance(0.3), random.chance(0.3)] };
}

function randomKey(random: Random): unknown {
  return random.chance(0.03) ? random.pick(NO_KEYS) : random.pick(KEYS);
}

function randomValue(random: Random): unknown {
  const number = random.whole(0, 99);
  return random.pick([
    ...[`text ${number}`, number, null, { number, deep: { list: [number, 'x', null] } }],
    ...[{ last: number, body: Uint8Array.of(number, 2, 3) }, [number], Uint8Array.of(number)],
  ]);
}
