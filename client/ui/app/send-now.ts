import { laterWords } from '../texts/later-words.ts';
import { useDaybook } from './daybook.ts';
import { say } from './notices.ts';

/** Asks the worker to send at once; what comes of it the status says. */
export function useSendNow(): () => void {
  const { page } = useDaybook();
  return () => {
    page.api
      .peek()
      .syncNow()
      .catch(() => undefined);
    say(laterWords().sync.asked);
  };
}
