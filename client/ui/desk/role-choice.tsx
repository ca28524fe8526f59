import type { JSX } from 'preact';
import type { Role } from '../../../shared/sync/people.ts';
import { deskWords } from '../texts/desk-words.ts';
import { laterWords } from '../texts/later-words.ts';

const ROLES = ['field', 'planner', 'administrator', 'auditor'] as const satisfies readonly Role[];

type Props = { readonly role: Role; readonly onChoose: (role: Role) => void };

/** Each role with what it may do: nobody has to guess. */
export function RoleChoice({ role, onChoose }: Props): JSX.Element {
  const desk = deskWords();
  const { roles } = laterWords();
  return (
    <fieldset class="options">
      <legend>{desk.people.role}</legend>
      {ROLES.map((code) => (
        <label key={code} class="option">
          <input type="radio" name="role" checked={role === code} onChange={() => onChoose(code)} />
          <span>
            <b>{roles[code]}</b>
            <span class="quiet">{desk.people.may[code]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
