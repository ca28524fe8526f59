import type { Page } from 'playwright';
import { BEGIN, END, processorTime } from '../../support/page-tasks.ts';
import { LIMIT, openLongPage, SLOWER } from '../long-page.ts';
import { median } from '../median.ts';
import type { Row } from '../row.ts';

/** As it is typed at the door: by name, by consonants, by phone number, by a ticket's code. Each finds others. */
const TYPED = ['h', 'ha', 'hana m', 'ㄱ', 'ㄱㅁ', '김 서', '010 1', '010 12', 'bo qui', 'núñ', '7KQ2', ''];

export const row: Row = {
  title:
    'a letter typed among 10,000 guests, until who fits is on the screen, on a processor 4 times slower: page and worker together',
  over: 'the limit of 50 ms',
  unit: `ms (median of ${TYPED.length} in a round)`,
  target: { atMost: 1 },
  rounds: 7,
  where: 'node',
  async prepare() {
    const long = await openLongPage({ sessions: 0 });
    const { page } = long;
    await page.goto(long.fair);
    await page.getByRole('tab', { name: /^Check-in/ }).click();
    await page.locator('.lines.long').waitFor();
    return {
      async ours() {
        const times: number[] = [];
        for (const text of TYPED) times.push(SLOWER * (await processorTime(long, () => type(page, text))));
        return median(times);
      },
      bare: async () => LIMIT,
      finish: long.finish,
    };
  },
};

/** Until the list has changed and is painted. */
async function type(page: Page, text: string): Promise<void> {
  const done = await page.evaluate(
    async ({ text, BEGIN, END }) => {
      const panel = document.querySelector('#list-panel');
      const field = panel?.querySelector('input');
      if (!panel || !field) return false;
      const changed = new Promise<void>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${text} finds whom the text before found`)), 5_000);
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => setTimeout(resolve));
        });
        watch.observe(panel, { childList: true, subtree: true, characterData: true, attributes: true });
      });
      performance.mark(BEGIN);
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await changed;
      performance.mark(END);
      return true;
    },
    { text, BEGIN, END },
  );
  if (!done) throw new Error('there is nothing to type into');
}
