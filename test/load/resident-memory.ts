import { readFileSync } from 'node:fs';

/** What a process holds in memory, in megabytes; Linux alone tells it of another process. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no memory: has it ended?`);
  return Number(kilobytes) / 1024;
}
