import { type DeskTexts, enDesk } from './en-desk.ts';

/** The words of the desk, in the language in use. */
export function deskWords(): DeskTexts {
  return enDesk;
}
