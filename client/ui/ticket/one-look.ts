/** So many looks without a code, and the one before may be shown again: a good second. */
const LOOKS_AWAY = 8;

/**
 * A ticket stays in the picture for many looks, and counts once: again only after it was away for a while, or after
 * another one.
 */
export function createOneLook(): (code: string | undefined) => string | undefined {
  let last: string | undefined;
  let away = 0;
  return (code) => {
    if (code === undefined) {
      away += 1;
      if (away >= LOOKS_AWAY) last = undefined;
      return undefined;
    }
    away = 0;
    if (code === last) return undefined;
    last = code;
    return code;
  };
}
