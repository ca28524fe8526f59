import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { chooseLanguage, LANGUAGES, type Language } from '../app/language.ts';
import { t } from '../texts/texts.ts';
import { Trouble } from './sign.tsx';

/** What is typed on the screen stays: only its words change. */
export function LanguageChoice(): JSX.Element {
  const [trouble, setTrouble] = useState<string>();
  const { shell, language } = t();
  const choose = async (code: Language): Promise<void> => {
    setTrouble((await chooseLanguage(code)) ? undefined : shell.loadFailedTodo);
  };
  return (
    <>
      <fieldset class="choice" aria-label={shell.language}>
        {(Object.keys(LANGUAGES) as Language[]).map((code) => (
          <label key={code} lang={code}>
            <input
              type="radio"
              name="language"
              checked={language === code}
              onChange={() => void choose(code)}
            />
            <span>{LANGUAGES[code]}</span>
          </label>
        ))}
      </fieldset>
      <Trouble text={trouble} />
    </>
  );
}
