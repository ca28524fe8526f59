import type { Language } from '../app/language.ts';
import { enGuest, type GuestTexts } from './en/en-guest.ts';
import { koGuest } from './ko/ko-guest.ts';

/** All are there at once: a guest may speak another language than who books for them. */
export const guestWords: Record<Language, GuestTexts> = { en: enGuest, ko: koGuest };
