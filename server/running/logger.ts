/** One line for who runs the server: what happened and which ids, never who a guest is. */
export type LogEntry = {
  readonly level: 'info' | 'warning' | 'error';
  readonly event: string;
  readonly [member: string]: unknown;
};
export type Logger = (entry: LogEntry) => void;

/** JSON lines. */
export function createLineLogger(write: (line: string) => void, now: () => string): Logger {
  return (entry) => write(`${JSON.stringify({ at: now(), ...entry })}\n`);
}

/** An error as a log entry may hold it. */
export function describeError(error: unknown): { readonly error: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, ...(error.stack && { stack: error.stack }) };
}
