import { useDaybook } from '../app/daybook.ts';
import { alarm, say } from '../app/notices.ts';
import { t } from '../texts/texts.ts';

/** Unsent and rejected work as a file, for another device or a planner; it stays in the queue too. */
export function useExport(): () => Promise<void> {
  const { page } = useDaybook();
  return async () => {
    try {
      const { text, commits } = await page.api.peek().exportUnsent();
      if (commits === 0) return say(t().said.nothingToExport);
      offerFile(`daybook-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.json`, text);
      say(t().said.exported(commits));
    } catch {
      alarm(t().said.failed);
    }
  };
}

const KEEP_MILLISECONDS = 60_000;

function offerFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MILLISECONDS);
}
