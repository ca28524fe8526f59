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
  if (typeof value === 'string' && !value.isWellFormed()) throw new Error('a string holds half a character');
  return JSON.stringify(value);
}

function canonicalObject(object: Record<string, unknown>): string {
  let members = '';
  for (const name of Object.keys(object).sort()) {
    const value = object[name];
    if (value === undefined) continue;
    members += `${members && ','}${canonicalJson(name)}:${canonicalJson(value)}`;
  }
  return `{${members}}`;
}
