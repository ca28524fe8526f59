import { useDaybook } from '../app/daybook.ts';
import { alarm, say } from '../app/notices.ts';
import { saveFile, stampOf } from '../files/save-file.ts';
import { t } from '../texts/texts.ts';

/** Unsent and rejected work as a file, for another device or a planner; it stays in the queue too. */
export function useExport(): () => Promise<void> {
  const { page } = useDaybook();
  return async () => {
    try {
      const { text, commits } = await page.api.peek().exportUnsent();
      if (commits === 0) return say(t().said.nothingToExport);
      const name = `daybook-${stampOf(new Date().toISOString())}.json`;
      saveFile({ name, type: 'application/json', text });
      say(t().said.exported(commits));
    } catch {
      alarm(t().said.failed);
    }
  };
}
