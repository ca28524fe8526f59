import type { Random } from '../support/random.ts';
import { hostileTexts } from './hostile-texts.ts';

/** Numbers that JSON.stringify would not write. */
const RAW_NUMBERS = [
  '1e999',
  '-1e999',
  '1e-999',
  '-0',
  '123456789012345678901234567890',
  '9007199254740993',
  '1E+2',
];
const RAW_MARK = '@raw-number:';
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'toJSON',
  'length',
  '',
  'x'.repeat(5_000),
];
const DEEPEST = 40;

type Members = Record<string, unknown>;
type Place = { readonly holder: Members; readonly name: string };

/** A copy with something wrong in one to three of all its places: missing, of another type, too much of it. */
export function spoiltValue(value: unknown, chance: Random): unknown {
  const root = { value: structuredClone(value) };
  for (let left = chance.whole(1, 3); left > 0; left--) {
    const places = placesIn(root);
    if (places.length > 0) spoilPlace(chance.pick(places), chance);
  }
  return root.value;
}

/** As JSON, with numbers that no JavaScript value is. */
export function jsonOf(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replaceAll(new RegExp(`"${RAW_MARK}([^"]*)"`, 'g'), '$1');
}

/** JSON that is none any more, or is not what it seems. */
export function spoiltText(json: string, chance: Random): Buffer {
  const at = chance.whole(0, json.length);
  const texts: (() => string | Buffer)[] = [
    () => json.slice(0, at),
    () => `${json.slice(0, at)}${json.slice(at + 1)}`,
    () =>
      `${json.slice(0, at)}${chance.pick(['"', '{', '}', ']', ',', '\\', '\u0000', '\u2028', '//', 'NaN'])}${json.slice(at)}`,
    () => `\ufeff${json}`,
    () => `${json}${json}`,
    () => json.replace(/\}$/, ',}'),
    () => json.replaceAll('"', "'"),
    () => json.replace(/"(\w+)":/, '"$1":null,"$1":'),
    () => json.replace(/:\d+/, chance.pick([':NaN', ':Infinity', ':0x10', ':01', ':.5', ':1.', ':+1'])),
    () => `${'['.repeat(chance.pick([31, 32, 33, 5_000]))}${json}`,
    () => `${'{"a":'.repeat(DEEPEST)}${json}${'}'.repeat(DEEPEST)}`,
    () => Buffer.from(json, 'utf16le'),
    () =>
      Buffer.concat([
        Buffer.from(json.slice(0, at)),
        Buffer.from([0xff, 0xc0, 0xaf]),
        Buffer.from(json.slice(at)),
      ]),
    () => Buffer.from(json.replace(/"([a-z])/i, '"\\ud83d$1')),
    () => '',
    () => chance.pick(['null', 'true', '0', '""', '[]', '{}', '"__proto__"', '[[]]', 'undefined']),
  ];
  return Buffer.from(chance.pick(texts)() as string);
}

function placesIn(node: object): Place[] {
  return Object.keys(node).flatMap((name) => {
    const holder = node as Members;
    const inside = holder[name];
    const here: Place[] = [{ holder, name }];
    return inside !== null && typeof inside === 'object' ? [...here, ...placesIn(inside)] : here;
  });
}

function spoilPlace({ holder, name }: Place, chance: Random): void {
  const value = holder[name];
  const ways: (() => void)[] = [
    () => put(holder, name, hostileValue(chance)),
    () => put(holder, name, hostileValue(chance)),
    () => (Array.isArray(holder) ? holder.splice(Number(name), 1) : Reflect.deleteProperty(holder, name)),
    () => put(holder, name, nested(value, chance.whole(1, DEEPEST))),
    () => put(holder, Array.isArray(holder) ? name : chance.pick(NAMES), value),
    () => {
      if (Array.isArray(value)) put(holder, name, Array(chance.pick([0, 2, 51, 501])).fill(value[0] ?? null));
      else if (value !== null && typeof value === 'object')
        put(value as Members, chance.pick(NAMES), hostileValue(chance));
      else put(holder, name, [value]);
    },
  ];
  chance.pick(ways)();
}

/** Also `__proto__`, as JSON.parse makes it: a member like any other. */
function put(holder: Members, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function nested(value: unknown, levels: number): unknown {
  return levels === 0 ? value : nested([value], levels - 1);
}

function hostileValue(chance: Random): unknown {
  const text = chance.pick(hostileTexts);
  const thenable = JSON.parse('{"then":"x"}');
  const polluting = JSON.parse(
    '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"role":"administrator"}}}',
  );
  return chance.pick([
    ...[null, true, false, 0, -1, 1.5, 1e21, 2 ** 53, -(2 ** 31) - 1, 999_999_999],
    ...[[], {}, [[]], [null], { length: 1e9 }, thenable, { $gt: '' }, polluting],
    ...Array<string>(12).fill(text),
    ...RAW_NUMBERS.map((number) => `${RAW_MARK}${number}`),
  ]);
}
