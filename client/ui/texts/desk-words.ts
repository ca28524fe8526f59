import { type DeskTexts, enDesk } from './en/en-desk.ts';
import { translation } from './texts.ts';

/** The words of the desk, in the language in use. */
export function deskWords(): DeskTexts {
  return translation.value?.desk ?? enDesk;
}
