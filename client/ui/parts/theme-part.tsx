import type { JSX } from 'preact';
import { chooseTheme, THEMES, theme } from '../app/theme.ts';
import { laterWords } from '../texts/later-words.ts';

export function ThemePart(): JSX.Element {
  const words = laterWords().device;
  return (
    <section class="part">
      <h2 id="theme-heading">{words.theme}</h2>
      <fieldset class="choice" aria-labelledby="theme-heading">
        {THEMES.map((code) => (
          <label key={code}>
            <input
              type="radio"
              name="theme"
              checked={theme.value === code}
              onChange={() => chooseTheme(code)}
            />
            <span>{words[code]}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
