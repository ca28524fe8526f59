import { UserPlus } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useMayAsk } from '../app/permitted.ts';
import { useSelf } from '../app/self.ts';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { AddPerson } from './add-person.tsx';
import { Answered } from './answered.tsx';
import { useAnswer } from './asking.ts';
import { DeskHead } from './desk-head.tsx';
import { PersonSheet } from './person-sheet.tsx';
import type { Member } from './shown.ts';

/** Who belongs to the daybook, and as what. Administrators let people in, give them another role, and take them out. */
export function PeopleScreen(): JSX.Element {
  const { answer, again } = useAnswer('members');
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Member>();
  const mayChange = useMayAsk()('POST members');
  const words = deskWords().people;
  return (
    <div class="desk">
      <DeskHead part="people" />
      {mayChange && (
        <div class="thumb">
          <button type="button" class="button main" onClick={() => setAdding(true)}>
            <Icon of={UserPlus} />
            <span>{words.add}</span>
          </button>
        </div>
      )}
      <Answered answer={answer} onAgain={again}>
        {(members) => (
          <ul class="lines">
            {members.map((member) => (
              <Line key={member.userId} member={member} onChange={mayChange ? setChosen : undefined} />
            ))}
          </ul>
        )}
      </Answered>
      {adding && <AddPerson onChanged={again} onClose={() => setAdding(false)} />}
      {chosen && <PersonSheet member={chosen} onChanged={again} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

type LineProps = {
  readonly member: Member;
  readonly onChange: ((member: Member) => void) | undefined;
};

function Line({ member, onChange }: LineProps): JSX.Element {
  const desk = deskWords();
  const { roles, noName } = laterWords();
  const name = member.name ?? noName;
  const isSelf = useSelf() === member.userId;
  return (
    <li class="line">
      <div class="line-main">
        <span class="line-name">{name}</span>
        <span class="line-party">{roles[member.role]}</span>
        {member.email && <span class="mail">{member.email}</span>}
        <span class="quiet">{desk.people.since(momentOf(member.since))}</span>
        {isSelf && (
          <span class="line-signs">
            <Sign state="here">{desk.people.you}</Sign>
          </span>
        )}
      </div>
      {onChange && (
        <button
          type="button"
          class="quiet-button"
          aria-label={`${desk.people.change}: ${name}`}
          onClick={() => onChange(member)}
        >
          {desk.people.change}
        </button>
      )}
    </li>
  );
}
