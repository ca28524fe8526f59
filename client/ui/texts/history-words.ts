import { enHistory, type HistoryTexts } from './en/en-history.ts';
import { translation } from './texts.ts';

/** The words of looking through a history, in the language in use. */
export function historyWords(): HistoryTexts {
  return translation.value?.history ?? enHistory;
}
