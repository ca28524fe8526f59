import { problem } from './problem.ts';

/**
 * A copy of a value on its way into a store or out of it, so that neither side sees the other's later changes. Knows
 * what Daybook stores, JSON and bytes: a structured clone costs twenty times as much.
 */
export function storedCopy(value: unknown): unknown {
  if (typeof value === 'object') {
    if (value === null) return value;
    if (value instanceof Uint8Array) return new Uint8Array(value);
    if (Array.isArray(value)) return value.map(storedCopy);
    return copyOfObject(value as Record<string, unknown>);
  }
  if (typeof value === 'function' || typeof value === 'symbol')
    throw problem('DataCloneError', `A ${typeof value} could not be cloned.`);
  return value;
}

function copyOfObject(value: Record<string, unknown>): Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Error(`the simulated storage does not know how to keep a ${prototype.constructor.name}`);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) copy[name] = storedCopy(value[name]);
  return copy;
}
