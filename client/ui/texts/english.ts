/** Numbers, plurals and lists as English has them. */
export const language = 'en';
export const plurals = new Intl.PluralRules(language);
export const list = new Intl.ListFormat(language, { type: 'conjunction' });
const number = new Intl.NumberFormat(language);

export const n = (count: number): string => number.format(count);
export const count = (of: number, one: string, other: string): string =>
  `${n(of)} ${plurals.select(of) === 'one' ? one : other}`;
