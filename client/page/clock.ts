/** How many seconds this device's clock is ahead of the server's; undefined where the server cannot be asked. The server
 * names whole seconds, and its answer was under way. */
export async function clockSkew(): Promise<number | undefined> {
  const asked = Date.now();
  try {
    const answer = await fetch('/api/health', { cache: 'no-store' });
    const said = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(said)) return undefined;
    const meanwhile = (asked + Date.now()) / 2;
    return Math.round((meanwhile - said - 500) / 1_000);
  } catch {
    return undefined;
  }
}
