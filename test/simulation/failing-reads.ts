import { LogUnavailable } from '../../server/log/event-log.ts';

export const CANNOT_READ = 'the disk cannot be read';

/** A port of the server's storage of which some methods fail before they have read anything, when `fails` says so. */
export function failingReads<Port extends object>(
  port: Port,
  names: readonly (keyof Port)[],
  fails: () => boolean,
): Port {
  const reads = names.map((name) => {
    const read = port[name] as (...args: unknown[]) => Promise<unknown>;
    const mayFail = async (...args: unknown[]): Promise<unknown> => {
      if (fails()) throw new LogUnavailable(CANNOT_READ);
      return read(...args);
    };
    return [name, mayFail] as const;
  });
  return { ...port, ...Object.fromEntries(reads) };
}
