import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { say } from '../app/notices.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';
import { useAsking } from './asking.ts';
import { RoleChoice } from './role-choice.tsx';
import { SheetForm } from './sheet-form.tsx';
import type { Member } from './shown.ts';

type Props = { readonly member: Member; readonly onChanged: () => void; readonly onClose: () => void };

/** Another role for a member, or none any more. */
export function PersonSheet({ member, onChanged, onClose }: Props): JSX.Element {
  const [withdrawing, setWithdrawing] = useState(false);
  const name = member.name ?? t().noName;
  const words = deskWords().people;
  return (
    <Sheet title={withdrawing ? words.withdrawTitle(name) : name} onClose={onClose}>
      {withdrawing ? (
        <Withdraw member={member} name={name} onChanged={onChanged} onKeep={() => setWithdrawing(false)} />
      ) : (
        <Change member={member} name={name} onChanged={onChanged} onWithdraw={() => setWithdrawing(true)} />
      )}
    </Sheet>
  );
}

type Part = { readonly member: Member; readonly name: string; readonly onChanged: () => void };

function Change({
  member,
  name,
  onChanged,
  onWithdraw,
}: Part & { readonly onWithdraw: () => void }): JSX.Element {
  const [role, setRole] = useState(member.role);
  const { asking, trouble, ask } = useAsking();
  const words = deskWords().people;
  const { email } = member;
  const save = async (): Promise<void> => {
    if (role !== member.role && !(email && (await ask('admit', { email, name, role })))) return;
    if (role !== member.role) say(words.changed(name, t().roles[role]));
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
