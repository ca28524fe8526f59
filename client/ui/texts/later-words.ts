import { enLater, type LaterTexts } from './en/en-later.ts';
import { translation } from './texts.ts';

/** The words of the screens that are fetched after the first, in the language in use. */
export function laterWords(): LaterTexts {
  return translation.value?.later ?? enLater;
}
