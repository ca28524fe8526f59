import type { PartyLine } from '../../../view/figures.ts';

/** Numbers, plurals and lists as English has them. */
export const language = 'en';
export const plurals = new Intl.PluralRules(language);
export const list = new Intl.ListFormat(language, { type: 'conjunction' });
const number = new Intl.NumberFormat(language);

export const n = (count: number): string => number.format(count);
export const count = (of: number, one: string, other: string): string =>
  `${n(of)} ${plurals.select(of) === 'one' ? one : other}`;

const ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
const ORDINAL: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
export const nth = (place: number): string => `${n(place)}${ORDINAL[ordinals.select(place)]}`;
export const seats = (of: number): string => count(of, 'seat', 'seats');
export const guests = (of: number): string => count(of, 'guest', 'guests');
export const party = (lines: readonly PartyLine[]): string =>
  lines.length === 0 ? 'no seats' : list.format(lines.map((line) => `${n(line.seats)} × ${line.label}`));
export const guestOr = (guest: string | null): string => guest ?? 'a guest';
