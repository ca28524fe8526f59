/** One after the other, each of them also where one before it failed: a browser that complains leaves no server behind. */
export async function inTurn(...[first, ...others]: readonly (() => unknown)[]): Promise<void> {
  try {
    await first?.();
  } finally {
    if (others.length > 0) await inTurn(...others);
  }
}
