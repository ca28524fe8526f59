import { createHash } from 'node:crypto';

/** What happened, step by step: as a hash that two runs can be compared by, and as text for whoever looks for a fault. */
export type Trace = {
  line(time: number, who: string, what: string): void;
  hash(): string;
  /** The newest lines. */
  readonly lines: readonly string[];
};

/** Enough for a whole world. */
const LINES_KEPT = 20_000;

export function createTrace(keep: boolean): Trace {
  const hash = createHash('sha1');
  const lines: string[] = [];
  return {
    lines,
    line(time, who, what) {
      const text = `${time.toFixed(1)} ${who} ${what}\n`;
      hash.update(text);
      if (!keep) return;
      lines.push(text.trimEnd());
      if (lines.length > 2 * LINES_KEPT) lines.splice(0, LINES_KEPT);
    },
    hash: () => hash.copy().digest('hex'),
  };
}
