import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mayEnrol } from '../../../shared/access/permissions.ts';
import type { ActorId } from '../../../shared/log/ids.ts';
import type { EnrolmentCodeReply } from '../../../shared/sync/people.ts';
import { useDaybook } from '../app/daybook.ts';
import { useSelf } from '../app/self.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { linkTo } from '../start/enrolment-link.ts';
import { deskWords } from '../texts/desk-words.ts';
import { timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { Answered } from './answered.tsx';
import { useAnswer, useAsking } from './asking.ts';
import { QrCode } from './qr-code.tsx';
import type { Member } from './shown.ts';

type Made = EnrolmentCodeReply & { readonly name: string };

/** A code for somebody who stands there with their phone, and need not type a password into it (W10). */
export function EnrolAnother({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [made, setMade] = useState<Made>();
  return (
    <Sheet title={deskWords().devices.enrolAnother} onClose={onClose}>
      {made ? <Show made={made} /> : <Choose onMade={setMade} />}
    </Sheet>
  );
}

function Choose({ onMade }: { readonly onMade: (made: Made) => void }): JSX.Element {
  const { answer, again } = useAnswer('members');
  const { status } = useDaybook();
  const own = status.value?.role;
  const self = useSelf();
  const mayBe = ({ userId, role }: Member): boolean =>
    Boolean(own && mayEnrol(own, { role, isSelf: userId === self }));
  return (
    <div class="sheet-body">
      <Answered answer={answer} onAgain={again}>
        {(members) => <Form members={members.filter(mayBe)} onMade={onMade} />}
      </Answered>
    </div>
  );
}

type FormProps = { readonly members: readonly Member[]; readonly onMade: (made: Made) => void };

function Form({ members, onMade }: FormProps): JSX.Element {
  const [userId, setUserId] = useState(members[0]?.userId);
  const { asking, trouble, ask } = useAsking();
  const words = deskWords().devices;
  const nameOf = ({ name }: Member): string => name ?? laterWords().noName;
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const member = members.find((one) => one.userId === userId);
    const code = member && (await ask('makeEnrolmentCode', member.userId));
    if (code) onMade({ ...code.value, name: nameOf(member) });
  };
  return (
    <form onSubmit={make}>
      <label class="field">
        <span>{words.enrolWhom}</span>
        <select value={userId} onChange={(event) => setUserId(event.currentTarget.value as ActorId)}>
          {members.map((member) => (
            <option key={member.userId} value={member.userId}>
              {nameOf(member)} · {laterWords().roles[member.role]}
            </option>
          ))}
        </select>
      </label>
      <p class="quiet">{words.enrolNote}</p>
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={asking || members.length === 0}>
        {words.makeCode}
      </button>
    </form>
  );
}

function Show({ made }: { readonly made: Made }): JSX.Element | null {
  const { started } = useDaybook();
  const words = deskWords().devices;
  if (started.value?.kind !== 'ready') return null;
  const link = linkTo(started.value.who.workspaceId, made.code);
  return (
    <div class="sheet-body">
      <p>{words.scan(made.name)}</p>
      <QrCode text={link} label={words.codePicture} />
      <p role="status">{words.countsUntil(timeOf(made.expiresAt))}</p>
      <label class="field">
        <span>{words.link}</span>
        <input type="text" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <div class="sheet-foot">
        <button type="button" class="button main" onClick={closeSheet}>
          {words.done}
        </button>
      </div>
    </div>
  );
}
