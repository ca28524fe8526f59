/** Milliseconds that this thread computed for: what else the machine does meanwhile is not in it. Counted in steps of
 * up to 4. */
export function threadTime(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
