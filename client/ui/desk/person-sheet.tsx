import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../app/notices.ts';
import { useSelf } from '../app/self.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { useAsking } from './asking.ts';
import { HandOver } from './hand-over.tsx';
import { NewPassword } from './new-password.tsx';
import { RoleChoice } from './role-choice.tsx';
import { SheetForm } from './sheet-form.tsx';
import type { Member } from './shown.ts';

type Props = { readonly member: Member; readonly onChanged: () => void; readonly onClose: () => void };

/** Another role for a member, a new first password, or no role any more. */
export function PersonSheet({ member, onChanged, onClose }: Props): JSX.Element {
  const [about, setAbout] = useState<'role' | 'password' | 'withdrawing'>('role');
  const [given, setGiven] = useState<string>();
  const { email = '', role } = member;
  const name = member.name ?? laterWords().noName;
  const words = deskWords().people;
  const titles = {
    role: name,
    password: given === undefined ? words.forgottenTitle(name) : words.passwordGiven(name),
    withdrawing: words.withdrawTitle(name),
  };
  const part = { member, name, onChanged };
  const back = (): void => setAbout('role');
  return (
    <Sheet title={titles[about]} onClose={onClose}>
      {about === 'withdrawing' && <Withdraw {...part} onKeep={back} />}
      {about === 'role' && (
        <Change
          {...part}
          onForgotten={() => setAbout('password')}
          onWithdraw={() => setAbout('withdrawing')}
        />
      )}
      {about === 'password' &&
        (given === undefined ? (
          <NewPassword member={member} name={name} onGiven={setGiven} onKeep={back} />
        ) : (
          <HandOver {...{ name, email, role, how: 'password', password: given }} />
        ))}
    </Sheet>
  );
}

type Part = { readonly member: Member; readonly name: string; readonly onChanged: () => void };

function Change({
  member,
  name,
  onChanged,
  onForgotten,
  onWithdraw,
}: Part & { readonly onForgotten: () => void; readonly onWithdraw: () => void }): JSX.Element {
  const isSelf = useSelf() === member.userId;
  const [role, setRole] = useState(member.role);
  const { asking, trouble, ask } = useAsking();
  const words = deskWords().people;
  const { email } = member;
  const save = async (): Promise<void> => {
    if (role !== member.role && !(email && (await ask('admit', { email, name, role })))) return;
    if (role !== member.role) say(words.changed(name, laterWords().roles[role]));
    onChanged();
    closeSheet();
  };
  return (
    <SheetForm
      onSubmit={save}
      trouble={trouble}
      submit={email ? { label: words.saveRole, asking, kind: 'main' } : undefined}
      otherwise={{ label: words.withdraw, onClick: onWithdraw }}
    >
      {email ? (
        <>
          <p class="mail">{email}</p>
          <RoleChoice role={role} onChoose={setRole} />
          <p class="quiet">{words.changeNote}</p>
          {!isSelf && (
            <button type="button" class="quiet-button" onClick={onForgotten}>
              {words.forgotten}
            </button>
          )}
        </>
      ) : (
        <p>{words.noAccount}</p>
      )}
    </SheetForm>
  );
}

/** Names what it undoes and how to get it back. */
function Withdraw({ member, name, onChanged, onKeep }: Part & { readonly onKeep: () => void }): JSX.Element {
  const { asking, trouble, ask } = useAsking();
  const words = deskWords().people;
  const withdraw = async (): Promise<void> => {
    if (!(await ask('withdraw', member.userId))) return;
    say(words.withdrawn(name));
    onChanged();
    closeSheet();
  };
  return (
    <SheetForm
      onSubmit={withdraw}
      trouble={trouble}
      submit={{ label: words.withdraw, asking, kind: 'danger' }}
      otherwise={{ label: words.keep, onClick: onKeep }}
    >
      <p>{words.withdrawWhat}</p>
      <p>{words.withdrawUnsent}</p>
      <p class="quiet">{words.withdrawBack}</p>
    </SheetForm>
  );
}
