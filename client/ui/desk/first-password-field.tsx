import type { JSX } from 'preact';
import { firstPassword } from '../../../shared/access/first-password.ts';
import { PASSWORD_LENGTH } from '../../../shared/sync/people.ts';
import { TextField } from '../parts/text-field.tsx';
import { deskWords } from '../texts/desk-words.ts';

type Props = {
  readonly password: string;
  readonly onPassword: (text: string) => void;
  readonly note: string;
};

/** To be handed over: it is shown, and may be written anew. */
export function FirstPasswordField({ password, onPassword, note }: Props): JSX.Element {
  return (
    <TextField
      label={deskWords().people.password}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      maxLength={PASSWORD_LENGTH.most}
      value={password}
      onValue={onPassword}
    >
      <span class="quiet">{note}</span>
    </TextField>
  );
}

/** One that nobody can guess. */
export function newPassword(): string {
  return firstPassword((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

/** What is said of one that is too short. */
export function troubleOfPassword(password: string): string | undefined {
  return password.length < PASSWORD_LENGTH.least
    ? deskWords().people.short(PASSWORD_LENGTH.least)
    : undefined;
}
