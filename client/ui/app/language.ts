import { type Translation, t, translation } from '../texts/texts.ts';

/** Each in its own words, so that whoever reads only one of them finds it. */
export const LANGUAGES = { en: 'English', ko: '한국어' } as const;
export type Language = keyof typeof LANGUAGES;
const KEY = 'daybook-language';

const fetchTranslation: Record<Language, () => Promise<Translation | undefined>> = {
  en: async () => undefined,
  ko: () => import('../texts/ko/ko.ts').then((m) => m.ko),
};

/** The language that was chosen here, or else the browser's; English where that cannot be fetched. */
export async function showLanguage(): Promise<void> {
  await speak(remembered() ?? browsers()).catch(() => undefined);
}

/** Whether it is shown now; not so where it never was on this device and there is no network. */
export async function chooseLanguage(next: Language): Promise<boolean> {
  try {
    await speak(next);
  } catch {
    return false;
  }
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that forbids it shows the language until it is closed.
  }
  return true;
}

let asked = 0;

/** Of two choices the later one stands, whichever arrives first. */
async function speak(next: Language): Promise<void> {
  asked += 1;
  const own = asked;
  const fetched = await fetchTranslation[next]();
  if (own !== asked) return;
  translation.value = fetched;
  document.documentElement.lang = t().language;
  document.querySelector('link[rel=manifest]')?.setAttribute('href', t().manifest);
}

function remembered(): Language | undefined {
  try {
    return languageOf(localStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}

function browsers(): Language {
  return navigator.languages.map(languageOf).find((code) => code !== undefined) ?? 'en';
}

/** Of a tag such as `en-GB`; undefined for one that nobody has translated to. */
export function languageOf(tag: string): Language | undefined {
  const code = tag.split('-')[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? (code as Language) : undefined;
}
