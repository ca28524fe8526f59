import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact';

type OfTheInput =
  | 'aria-invalid'
  | 'autocapitalize'
  | 'autocomplete'
  | 'inputMode'
  | 'maxLength'
  | 'placeholder'
  | 'required'
  | 'spellcheck';
type Props = Pick<InputHTMLAttributes, OfTheInput> & {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'date' | 'datetime-local';
  readonly label: string;
  readonly value: string;
  readonly onValue: (text: string) => void;
  readonly children?: ComponentChildren;
};

/** So browsers take four digits for a year, and a fifth does not move the others. */
const LAST: Partial<Record<string, string>> = { date: '9999-12-31', 'datetime-local': '9999-12-31T23:59' };

/** A line to type into, under its name, and what is said of it; other attributes are those of the input. */
export function TextField({ label, onValue, children, type = 'text', ...more }: Props): JSX.Element {
  // Each type of input has a type of its own there; all of these take what is passed on.
  const input = { type, max: LAST[type], ...more } as InputHTMLAttributes;
  return (
    <label class="field">
      <span>{label}</span>
      <input {...input} onInput={(event) => onValue(event.currentTarget.value)} />
      {children}
    </label>
  );
}
