type Part = Readonly<Record<string, unknown>>;

/**
 * A valibot schema as plain data, so that two can be compared: kinds, members, limits and patterns. What a check
 * does is a function and cannot be seen; its message stands for it.
 */
export function wireShape(part: unknown): unknown {
  if (part instanceof RegExp) return String(part);
  if (typeof part === 'function' || part === undefined) return null;
  if (part === null || typeof part !== 'object') return part;
  if (Array.isArray(part)) return part.map(wireShape);
  const { kind, pipe, ...rest } = part as Part;
  if (Array.isArray(pipe)) return { pipe: pipe.map(wireShape) };
  const members = Object.entries(rest).filter(([name]) => kind === undefined || WORTH_TELLING.has(name));
  return Object.fromEntries(members.map(([name, value]) => [name, wireShape(value)]));
}

/** Members of a schema or an action that make a difference on the wire. */
const WORTH_TELLING = new Set([
  'type',
  'entries',
  'rest',
  'item',
  'items',
  'key',
  'value',
  'wrapped',
  'options',
  'literal',
  'requirement',
  'name',
  'default',
  'message',
]);
