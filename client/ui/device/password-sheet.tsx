import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { PASSWORD_LENGTH } from '../../../shared/sync/people.ts';
import { say } from '../app/notices.ts';
import { useAsking } from '../desk/asking.ts';
import { SheetForm } from '../desk/sheet-form.tsx';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { TextField } from '../parts/text-field.tsx';
import { deskWords } from '../texts/desk-words.ts';

/** Another password; whoever knew the old one is signed out elsewhere (W6). */
export function PasswordSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const words = deskWords().account;
  const { asking, trouble, ask, complain } = useAsking({ credentials: words.wrong });
  const change = async (): Promise<void> => {
    if (!current) return complain(words.missing);
    if (next.length < PASSWORD_LENGTH.least) return complain(words.short(PASSWORD_LENGTH.least));
    if (!(await ask('changePassword', current, next))) return;
    say(words.changed);
    closeSheet();
  };
  return (
    <Sheet title={words.change} onClose={onClose}>
      <SheetForm
        onSubmit={change}
        trouble={trouble}
        submit={{ label: asking ? words.changing : words.change, asking, kind: 'main' }}
      >
        <p>{words.changeWhat}</p>
        <Field label={words.current} autocomplete="current-password" value={current} onValue={setCurrent} />
        <Field label={words.next} autocomplete="new-password" value={next} onValue={setNext} />
      </SheetForm>
    </Sheet>
  );
}

type FieldProps = {
  readonly label: string;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly onValue: (text: string) => void;
};

function Field({ label, autocomplete, value, onValue }: FieldProps): JSX.Element {
  return (
    <TextField
      label={label}
      type="password"
      autocomplete={autocomplete}
      maxLength={PASSWORD_LENGTH.most}
      value={value}
      onValue={onValue}
    />
  );
}
