import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { afterPaint } from '../parts/after-paint.ts';
import { Still } from '../parts/still.tsx';

/** So many are drawn in one frame that a slow phone answers in between. */
const ROWS_A_FRAME = 40;

/** How many of so many rows are drawn: more from frame to frame, until all are. */
export function useDrawn(of: number): number {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => (drawn < of ? afterPaint(() => setDrawn(drawn + ROWS_A_FRAME)) : undefined), [drawn, of]);
  return Math.min(drawn, of);
}

type PaperRowsProps<R> = {
  readonly rows: readonly R[];
  readonly drawn: number;
  /** The same function as long as it draws the same. */
  readonly line: (row: R) => JSX.Element;
};

/** The rows of a table, in parts: what was drawn before is not looked at again. */
export function PaperRows<R>({ rows, drawn, line }: PaperRowsProps<R>): JSX.Element {
  const parts = Math.ceil(drawn / ROWS_A_FRAME);
  return (
    <>
      {Array.from({ length: parts }, (_, part) => (
        <Part key={part} rows={rows} part={part} line={line} />
      ))}
    </>
  );
}

type PartProps<R> = Pick<PaperRowsProps<R>, 'rows' | 'line'> & { readonly part: number };

function Part<R>({ rows, part, line }: PartProps<R>): JSX.Element {
  const draw = (all: readonly R[]): JSX.Element => (
    <>{all.slice(part * ROWS_A_FRAME, (part + 1) * ROWS_A_FRAME).map(line)}</>
  );
  const [once] = useState(() => draw);
  return (
    <tbody>
      <Still row={rows} draw={once} />
    </tbody>
  );
}
