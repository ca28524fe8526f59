import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type NewMember, PASSWORD_LENGTH, type Role } from '../../../shared/sync/people.ts';
import { holdUnsaved } from '../app/at-work.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { TextField } from '../parts/text-field.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';
import { useAsking } from './asking.ts';
import { firstPassword } from './first-password.ts';
import { RoleChoice } from './role-choice.tsx';
import { SheetForm } from './sheet-form.tsx';

type Props = { readonly onChanged: () => void; readonly onClose: () => void };
const NAME_LIMIT = 80;
const MAIL_LIMIT = 254;

/** Somebody new, with a first password that the administrator hands over. */
export function AddPerson({ onChanged, onClose }: Props): JSX.Element {
  const [admitted, setAdmitted] = useState<NewMember>();
  const done = (somebody: NewMember): void => {
    setAdmitted(somebody);
    onChanged();
  };
  const words = deskWords().people;
  return (
    <Sheet title={admitted ? words.added(admitted.name) : words.add} onClose={onClose}>
      {admitted ? <HandOver somebody={admitted} /> : <Form onAdmitted={done} />}
    </Sheet>
  );
}

function Form({ onAdmitted }: { readonly onAdmitted: (somebody: NewMember) => void }): JSX.Element {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('field');
  const [password, setPassword] = useState(firstPassword);
  const { asking, trouble, ask, complain } = useAsking();
  const isTyped = name !== '' || email !== '';
  useEffect(() => (isTyped ? holdUnsaved() : undefined), [isTyped]);
  const words = deskWords().people;
  const admit = async (): Promise<void> => {
    const somebody = { name: name.trim(), email: email.trim(), role, password };
    const missing = whatIsMissing(somebody);
    if (missing) return complain(missing);
    if (await ask('admit', somebody)) onAdmitted(somebody);
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
      <TextField
        label={words.password}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxLength={PASSWORD_LENGTH.most}
        value={password}
        onValue={setPassword}
      >
        <span class="quiet">{words.passwordNote}</span>
      </TextField>
    </SheetForm>
  );
}

function whatIsMissing({ name, email, password }: NewMember): string | undefined {
  const { people } = deskWords();
  if (!name || !email) return people.missing;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return people.mailWrong;
  return (password ?? '').length < PASSWORD_LENGTH.least ? people.short(PASSWORD_LENGTH.least) : undefined;
}

/** Shown this once: the server keeps no password that anybody could read. */
function HandOver({ somebody }: { readonly somebody: NewMember }): JSX.Element {
  const words = deskWords().people;
  return (
    <div class="sheet-body">
      <p role="status">{words.handOver(somebody.name)}</p>
      <dl class="facts">
        <dt>{words.address}</dt>
        <dd>{location.origin}</dd>
        <dt>{words.mail}</dt>
        <dd>{somebody.email}</dd>
        <dt>{words.password}</dt>
        <dd class="id">{somebody.password}</dd>
        <dt>{words.role}</dt>
        <dd>{t().roles[somebody.role]}</dd>
      </dl>
      <p class="quiet">{words.handOverNote}</p>
      <div class="sheet-foot">
        <button type="button" class="button main" onClick={closeSheet}>
          {words.done}
        </button>
      </div>
    </div>
  );
}
