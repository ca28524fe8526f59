import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { NewMember, Role } from '../../../shared/sync/people.ts';
import { holdUnsaved } from '../app/at-work.ts';
import { useSignInWays } from '../app/sign-in-again.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { TextField } from '../parts/text-field.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { useAsking } from './asking.ts';
import { FirstPasswordField, newPassword, troubleOfPassword } from './first-password-field.tsx';
import { type HandedOver, HandOver } from './hand-over.tsx';
import { RoleChoice } from './role-choice.tsx';
import { SheetForm } from './sheet-form.tsx';
import { type Way, WayChoice } from './way-choice.tsx';

type Props = { readonly onChanged: () => void; readonly onClose: () => void };
const NAME_LIMIT = 80;
const MAIL_LIMIT = 254;

/** Somebody new, with a first password that the administrator hands over, or by the organisation's own sign-on. */
export function AddPerson({ onChanged, onClose }: Props): JSX.Element {
  const [admitted, setAdmitted] = useState<HandedOver>();
  const done = (somebody: HandedOver): void => {
    setAdmitted(somebody);
    onChanged();
  };
  const words = deskWords().people;
  return (
    <Sheet title={admitted ? words.added(admitted.name) : words.add} onClose={onClose}>
      {admitted ? <HandOver {...admitted} /> : <Form onAdmitted={done} />}
    </Sheet>
  );
}

function Form({ onAdmitted }: { readonly onAdmitted: (somebody: HandedOver) => void }): JSX.Element {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('field');
  const [password, setPassword] = useState(newPassword);
  const [chosen, setChosen] = useState<Way>();
  const hasSignOn = useSignInWays()?.oidc ?? false;
  const way = chosen ?? (hasSignOn ? 'sign-on' : 'password');
  const { asking, trouble, ask, complain } = useAsking();
  const isTyped = name !== '' || email !== '';
  useEffect(() => (isTyped ? holdUnsaved() : undefined), [isTyped]);
  const words = deskWords().people;
  const admit = async (): Promise<void> => {
    const somebody = { name: name.trim(), email: email.trim(), role };
    const given = way === 'password' ? { ...somebody, password } : somebody;
    const missing = whatIsMissing(given);
    if (missing) return complain(missing);
    const asked = await ask('admit', given);
    if (!asked) return;
    if (asked.value.hasFirstPassword) onAdmitted({ ...somebody, password, how: 'password' });
    else onAdmitted({ ...somebody, password: undefined, how: way === 'sign-on' ? way : 'as-before' });
  };
  return (
    <SheetForm
      onSubmit={admit}
      trouble={trouble}
      submit={{ label: asking ? words.adding : words.save, asking, kind: 'main' }}
    >
      <TextField
        label={words.name}
        autocomplete="off"
        maxLength={NAME_LIMIT}
        value={name}
        onValue={setName}
      />
      <TextField
        label={words.mail}
        type="email"
        autocomplete="off"
        maxLength={MAIL_LIMIT}
        value={email}
        onValue={setEmail}
      />
      <RoleChoice role={role} onChoose={setRole} />
      {hasSignOn && <WayChoice way={way} onChoose={setChosen} />}
      {way === 'password' && (
        <FirstPasswordField password={password} onPassword={setPassword} note={words.passwordNote} />
      )}
    </SheetForm>
  );
}

function whatIsMissing({ name, email, password }: NewMember): string | undefined {
  const { people } = deskWords();
  if (!name || !email) return people.missing;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return people.mailWrong;
  return password === undefined ? undefined : troubleOfPassword(password);
}
