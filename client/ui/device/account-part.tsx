import { KeyRound } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { useAnswer } from '../desk/asking.ts';
import { Icon } from '../parts/icon.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { PasswordSheet } from './password-sheet.tsx';

/** Who is signed in, as what, and the way to another password. Nothing where there are no accounts. */
export function AccountPart(): JSX.Element | null {
  return useSignInWays() ? <Account /> : null;
}

function Account(): JSX.Element {
  const { status } = useDaybook();
  const { answer } = useAnswer('who');
  const [changing, setChanging] = useState(false);
  const words = deskWords().account;
  const role = status.value?.role;
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p role="status">
        {answer?.kind === 'done' && (
          <b>{words.youAre(answer.value.name, role ? laterWords().roles[role] : null)}</b>
        )}
      </p>
      {role && <p class="quiet">{deskWords().people.may[role]}</p>}
      <button type="button" class="button" onClick={() => setChanging(true)}>
        <Icon of={KeyRound} />
        <span>{words.change}</span>
      </button>
      {changing && <PasswordSheet onClose={() => setChanging(false)} />}
    </section>
  );
}
