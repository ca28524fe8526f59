import type { JSX } from 'preact';
import { LANGUAGES, type Language } from '../app/language.ts';
import { rememberChosen } from '../booking/guest-language.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = { readonly language: Language; readonly onChoose: (language: Language) => void };

export function LanguageOfGuest({ language, onChoose }: Props): JSX.Element {
  const choose = (code: Language): void => {
    rememberChosen(code);
    onChoose(code);
  };
  return (
    <fieldset class="choice" aria-label={laterWords().tell.language}>
      {(Object.keys(LANGUAGES) as Language[]).map((code) => (
        <label key={code} lang={code}>
          <input
            type="radio"
            name="guest-language"
            checked={language === code}
            onChange={() => choose(code)}
          />
          <span>{LANGUAGES[code]}</span>
        </label>
      ))}
    </fieldset>
  );
}
