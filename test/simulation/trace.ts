import { createHash } from 'node:crypto';

/**
 * What happened, step by step, and what was said and stored: as a hash that two runs can be compared by, and as text
 * for whoever looks for a fault.
 */
export type Trace = {
  line(time: number, who: string, what: string): void;
  /** What the server recorded or answered, or a device stored, to the byte. */
  content(whose: string, bytes: string | Uint8Array): void;
  hash(): string;
  /** The newest lines. */
  readonly lines: readonly string[];
};

/** Enough for a whole world. */
const LINES_KEPT = 20_000;
/** Of a content, in characters. */
const SHOWN = 200;

export function createTrace(keep: boolean): Trace {
  const hash = createHash('sha1');
  const lines: string[] = [];

  function show(line: string): void {
    lines.push(line);
    if (lines.length > 2 * LINES_KEPT) lines.splice(0, LINES_KEPT);
  }

  return {
    lines,
    line(time, who, what) {
      const text = `${time.toFixed(1)} ${who} ${what}`;
      hash.update(`${text}\n`);
      if (keep) show(text);
    },
    content(whose, bytes) {
      hash.update(`${whose} ${bytes.length}\n`);
      hash.update(bytes);
      if (keep) show(`  ${whose}: ${shortened(bytes)}`);
    },
    hash: () => hash.copy().digest('hex'),
  };
}

function shortened(bytes: string | Uint8Array): string {
  const text =
    typeof bytes === 'string' ? bytes.slice(0, SHOWN) : new TextDecoder().decode(bytes.subarray(0, SHOWN));
  return bytes.length > SHOWN ? `${text}…` : text;
}
