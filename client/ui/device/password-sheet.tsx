import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { PASSWORD_LENGTH } from '../../../shared/sync/people.ts';
import { say } from '../app/notices.ts';
import { useAsking } from '../desk/asking.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';

/** Another password; whoever knew the old one is signed out elsewhere (W6). */
export function PasswordSheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const words = deskWords().account;
  const { asking, trouble, ask, complain } = useAsking({ credentials: words.wrong });
  const change = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!current) return complain(words.missing);
    if (next.length < PASSWORD_LENGTH.least) return complain(words.short(PASSWORD_LENGTH.least));
    if (!(await ask('changePassword', current, next))) return;
    say(words.changed);
    closeSheet();
  };
  return (
    <Sheet title={words.change} onClose={onClose}>
      <form class="sheet-body" onSubmit={change}>
        <p>{words.changeWhat}</p>
        <Field label={words.current} autocomplete="current-password" value={current} onValue={setCurrent} />
        <Field label={words.next} autocomplete="new-password" value={next} onValue={setNext} />
        <Trouble text={trouble} />
        <div class="sheet-foot">
          <button type="submit" class="button main" disabled={asking}>
            {asking ? words.changing : words.change}
          </button>
        </div>
      </form>
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
    <label class="field">
      <span>{label}</span>
      <input
        type="password"
        autocomplete={autocomplete}
        maxLength={PASSWORD_LENGTH.most}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
}
