import { FileJson, Table } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReadOutQuery } from '../../view/read-out.ts';
import { useDaybook } from '../app/daybook.ts';
import { alarm, say } from '../app/notices.ts';
import { saveFile, stampOf } from '../files/save-file.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { t } from '../texts/texts.ts';
import { linesOf, tableOf } from './history-file.ts';
import { readOut } from './read-out.ts';

type Props = {
  /** What is on the screen, as it is filtered, goes into the file. */
  readonly asked: Pick<ReadOutQuery, 'of' | 'filter'>;
  readonly children?: ComponentChildren;
};

/** A history as a file, made on this device. */
export function SaveHistory({ asked, children }: Props): JSX.Element {
  const words = historyWords().file;
  const { page } = useDaybook();
  const [marked, setMarked] = useState(true);
  /** How many entries are read of how many; undefined while nothing is. */
  const [read, setRead] = useState<readonly [done: number, of: number]>();
  const busy = read !== undefined;
  const left = useRef(new AbortController());
  useEffect(() => () => left.current.abort(), []);
  const save = async (ends: 'jsonl' | 'csv'): Promise<void> => {
    if (busy) return;
    setRead([0, 0]);
    try {
      const waiting = {
        left: left.current.signal,
        onPart: (done: number, of: number) => setRead([done, of]),
      };
      const whole = await readOut(page.api.peek(), asked, waiting);
      // Whoever has gone elsewhere meanwhile gets no file, and can ask for it again.
      if (waiting.left.aborted) return;
      if (!whole) return alarm(words.moving);
      const { rows } = whole;
      const [text, type] =
        ends === 'csv' ? [tableOf(rows, { marked }), 'text/csv'] : [linesOf(rows), 'application/jsonl'];
      const name = `daybook-history-${stampOf(new Date().toISOString())}.${ends}`;
      saveFile({ name, type, text });
      say(words.saved(rows.length));
    } catch {
      alarm(t().said.failed);
    } finally {
      setRead(undefined);
    }
  };
  return (
    <details class="save-history">
      <summary class="quiet-button">{words.open}</summary>
      <p class="quiet">{asked.filter && Object.keys(asked.filter).length > 0 ? words.filtered : words.all}</p>
      <div class="file-choices">
        <button type="button" class="button" aria-disabled={busy} onClick={() => save('csv')}>
          <Icon of={Table} />
          <span>{words.csv}</span>
        </button>
        <div class="choice">
          <label>
            <input
              type="checkbox"
              checked={marked}
              onChange={(event) => setMarked(event.currentTarget.checked)}
            />
            <span>{words.mark}</span>
          </label>
        </div>
        <button type="button" class="button" aria-disabled={busy} onClick={() => save('jsonl')}>
          <Icon of={FileJson} />
          <span>{words.lines}</span>
        </button>
        {children}
      </div>
      <p role="status" class="quiet">
        {read && read[1] > 0 && words.reading(read[0], read[1])}
      </p>
    </details>
  );
}
