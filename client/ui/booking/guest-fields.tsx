import type { JSX } from 'preact';
import type { Guest } from '../../../shared/booking/events.ts';
import { LANGUAGES, languageOf } from '../app/language.ts';
import { TextField } from '../parts/text-field.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { lastChosen, rememberChosen } from './guest-language.ts';

export type GuestText = {
  readonly name: string;
  readonly phone: string;
  readonly mail: string;
  readonly note: string;
  /** Empty where nothing is said of it. */
  readonly language: string;
};

export function nobody(): GuestText {
  return { name: '', phone: '', mail: '', note: '', language: lastChosen() ?? '' };
}

const LIMITS = { name: 200, phone: 40, mail: 254, note: 2000 } as const;

/** What was left empty is not recorded at all. */
export function guestOf({ name, phone, mail, note, language }: GuestText): Guest {
  return {
    name: name.trim(),
    ...(phone.trim() && { phone: phone.trim() }),
    ...(mail.trim() && { mail: mail.trim() }),
    ...(note.trim() && { note: note.trim() }),
    ...(language && { language }),
  };
}

type Typed = Exclude<keyof GuestText, 'language'>;

/** What is wrong with a field, in words. */
export type Wrong = { readonly field?: Typed; readonly words: string };

const DIGIT = /\p{Nd}/u;

/** Who has a guaranteed booking need not be reached (B7). */
export function wrongIn(guest: GuestText, guaranteed: boolean): Wrong | undefined {
  const { book } = laterWords();
  const { name, phone, mail } = guestOf(guest);
  if (!name) return { field: 'name', words: book.missingName };
  if (!phone && !mail && !guaranteed) return { field: 'phone', words: book.missingReach };
  if (phone && !DIGIT.test(phone)) return { field: 'phone', words: book.phoneWithoutDigits };
  if (mail && !mail.includes('@')) return { field: 'mail', words: book.mailWithoutAt };
  return undefined;
}

type Props = {
  readonly guest: GuestText;
  readonly wrong: Typed | undefined;
  readonly guaranteed: boolean;
  readonly onChange: (guest: GuestText) => void;
};

export function GuestFields({ guest, wrong, guaranteed, onChange }: Props): JSX.Element {
  const { book } = laterWords();
  const field = (
    of: Typed,
    label: string,
    more: { readonly type?: 'tel' | 'email'; readonly autocapitalize?: 'words' } = {},
  ): JSX.Element => (
    <TextField
      label={label}
      maxLength={LIMITS[of]}
      autocomplete="off"
      value={guest[of]}
      aria-invalid={of === wrong || undefined}
      onValue={(text) => onChange({ ...guest, [of]: text })}
      {...more}
    />
  );
  return (
    <>
      {field('name', book.name, { autocapitalize: 'words' })}
      <div class="pair">
        {field('phone', book.phone, { type: 'tel' })}
        {field('mail', book.mail, { type: 'email' })}
      </div>
      <p class="quiet hint">{guaranteed ? fieldWords().promise.reachable : book.reach}</p>
      {field('note', book.note)}
      <label class="field">
        <span>{book.language}</span>
        <select
          value={guest.language}
          onChange={({ currentTarget }) => {
            rememberChosen(languageOf(currentTarget.value));
            onChange({ ...guest, language: currentTarget.value });
          }}
        >
          <option value="">{book.anyLanguage}</option>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
