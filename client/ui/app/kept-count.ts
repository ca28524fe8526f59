import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { KeptRow } from '../../view/quarantine.ts';
import { useDaybook } from './daybook.ts';
import { useMayAsk } from './permitted.ts';

/** Nothing tells a page that something was kept apart: it asks now and then, when it is in step with the server. */
const ASK_EVERY_MILLISECONDS = 300_000;

const waiting = signal(0);
let askedAt = Number.NEGATIVE_INFINITY;

/** How many commits wait in the quarantine for who may take them in, as far as this page knows. */
export function useKeptCount(): number {
  const { page, status } = useDaybook();
  const maySettle = useMayAsk()('POST quarantine/:commit');
  const inStepAt = status.value?.state === 'idle' ? status.value.lastSuccessAt : null;
  useEffect(() => {
    const isTime = Date.now() - askedAt >= ASK_EVERY_MILLISECONDS;
    if (!maySettle || !inStepAt || !isTime || document.hidden) return;
    askedAt = Date.now();
    page.api
      .peek()
      .desk('keptCount')
      .then(
        (asked) => {
          if (asked.kind === 'done') waiting.value = asked.value.waiting;
        },
        () => undefined,
      );
  }, [maySettle, inStepAt]);
  return maySettle ? waiting.value : 0;
}

export function noteKept(rows: readonly KeptRow[]): void {
  waiting.value = rows.filter((row) => !row.setAside).length;
}
