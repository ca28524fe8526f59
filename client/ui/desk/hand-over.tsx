import type { JSX } from 'preact';
import type { Role } from '../../../shared/sync/people.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { laterWords } from '../texts/later-words.ts';

export type HandedOver = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Undefined: none was set, and `how` says in which way they come in. */
  readonly password: string | undefined;
  readonly how: 'password' | 'sign-on' | 'as-before';
};

/** What somebody needs to come in. A password is shown this once: the server keeps none that anybody could read. */
export function HandOver({ name, email, role, password, how }: HandedOver): JSX.Element {
  const words = deskWords().people;
  return (
    <div class="sheet-body">
      <p role="status">{words.handOver[how](name)}</p>
      <dl class="facts">
        <dt>{words.address}</dt>
        <dd>{location.origin}</dd>
        <dt>{words.mail}</dt>
        <dd>{email}</dd>
        {password !== undefined && (
          <>
            <dt>{words.password}</dt>
            <dd class="id">{password}</dd>
          </>
        )}
        <dt>{words.role}</dt>
        <dd>{laterWords().roles[role]}</dd>
      </dl>
      {password !== undefined && <p class="quiet">{words.handOverNote}</p>}
      <div class="sheet-foot">
        <button type="button" class="button main" onClick={closeSheet}>
          {words.done}
        </button>
      </div>
    </div>
  );
}
