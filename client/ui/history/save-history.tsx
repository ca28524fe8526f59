import { FileJson, Table } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
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
  const [busy, setBusy] = useState(false);
  const save = async (ends: 'jsonl' | 'csv'): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const whole = await readOut(page.api.peek(), asked);
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
      setBusy(false);
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
    </details>
  );
}
