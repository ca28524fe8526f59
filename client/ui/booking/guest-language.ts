import type { Guest } from '../../../shared/booking/events.ts';
import { type Language, languageOf } from '../app/language.ts';
import { t } from '../texts/texts.ts';

const KEY = 'daybook-guest-language';

/** In which language a guest is spoken to: as the booking says, as was last chosen here, or as the app speaks. */
export function languageFor(guest: Guest | null | undefined): Language {
  return languageOf(guest?.language ?? '') ?? lastChosen() ?? languageOf(t().language) ?? 'en';
}

export function lastChosen(): Language | undefined {
  try {
    return languageOf(localStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}

/** The next guest is asked for in the same language; `undefined`: nothing is said of it. */
export function rememberChosen(language: Language | undefined): void {
  try {
    if (language) localStorage.setItem(KEY, language);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that forbids it asks anew each time.
  }
}
