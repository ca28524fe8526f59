import { enHistory, type HistoryTexts } from './en-history.ts';

/** The words of looking through a history, in the language in use. */
export function historyWords(): HistoryTexts {
  return enHistory;
}
