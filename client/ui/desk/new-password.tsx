import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deskWords } from '../texts/desk-words.ts';
import { useAsking } from './asking.ts';
import { FirstPasswordField, newPassword, troubleOfPassword } from './first-password-field.tsx';
import { SheetForm } from './sheet-form.tsx';
import type { Member } from './shown.ts';

type Props = {
  readonly member: Member;
  readonly name: string;
  readonly onGiven: (password: string) => void;
  readonly onKeep: () => void;
};

/** For somebody who has forgotten theirs: says what ends, and what stays. */
export function NewPassword({ member, name, onGiven, onKeep }: Props): JSX.Element {
  const [password, setPassword] = useState(newPassword);
  const { asking, trouble, ask, complain } = useAsking();
  const words = deskWords().people;
  const give = async (): Promise<void> => {
    const missing = troubleOfPassword(password);
    if (missing) return complain(missing);
    if (await ask('givePassword', member.userId, password)) onGiven(password);
  };
  return (
    <SheetForm
      onSubmit={give}
      trouble={trouble}
      submit={{ label: asking ? words.givingPassword : words.givePassword, asking, kind: 'danger' }}
      otherwise={{ label: words.keepPassword, onClick: onKeep }}
    >
      <p>{words.givePasswordWhat(name)}</p>
      <FirstPasswordField password={password} onPassword={setPassword} note={words.givePasswordNote} />
    </SheetForm>
  );
}
