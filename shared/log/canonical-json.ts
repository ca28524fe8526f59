/**
 * JSON with one spelling per value (RFC 8785): object members sorted by their UTF-16 code units, no white
 * space, numbers as ECMAScript writes them. Two places that hash the same value get the same hash.
 *
 * Members that are `undefined` are left out, as `JSON.stringify` does. A lone surrogate has no UTF-8 form and
 * throws; the event schemas refuse such strings before they get here.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') return canonicalObject(value as Record<string, unknown>);
  if (value === undefined) throw new Error('JSON has no word for undefined');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('JSON has no such number');
  if (typeof value === 'string' && !isWellFormed(value)) throw new Error('a string holds half a character');
  return JSON.stringify(value);
}

/** No lone surrogates: the string has a UTF-8 form. */
export function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

function canonicalObject(object: Record<string, unknown>): string {
  const members = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
    .map((name) => `${canonicalJson(name)}:${canonicalJson(object[name])}`);
  return `{${members.join(',')}}`;
}
