import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionHead } from '../../view/session.ts';
import type { Draft } from '../../worker/api.ts';
import { newId } from '../app/new-id.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet, Sheet } from '../parts/sheet.tsx';
import { Sign, Trouble } from '../parts/sign.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { TextField } from '../parts/text-field.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

const LABEL_LIMIT = 80;
const NEW = '';
const CHANGES = ['AddSeats', 'RemoveSeats', 'SetAllowance'] as const;
type Change = (typeof CHANGES)[number];

/** Seats are added and taken away by number, so that two people's changes add up. */
export function SeatsSheet({
  head,
  onClose,
}: {
  readonly head: SessionHead;
  readonly onClose: () => void;
}): JSX.Element {
  const words = laterWords().seatsSheet;
  const [change, setChange] = useState<Change>('AddSeats');
  const [type, setType] = useState(head.seatTypes[0]?.id ?? NEW);
  const [label, setLabel] = useState('');
  const [seats, setSeats] = useState(1);
  const { saving, trouble, submit } = useSubmit();
  const allowed = (of: string): number => head.allowances[of] ?? 0;
  const known = head.seatTypes.find(({ id }) => id === type);
  const fewer = change === 'AddSeats' ? 0 : change === 'RemoveSeats' ? seats : allowed(type) - seats;
  const over = known ? Math.max(fewer - Math.max(known.left, 0), 0) : 0;
  const isNothing = seats === 0 && change !== 'SetAllowance';
  const choose = (
    next: Change,
    of = next === 'AddSeats' ? type : type || (head.seatTypes[0]?.id ?? NEW),
  ): void => {
    setChange(next);
    setType(of);
    setSeats(next === 'SetAllowance' ? allowed(of) : 1);
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isNothing) return;
    const isNew = type === NEW;
    const draft: Draft = {
      ...{ type: change, sessionId: head.id, seats, seatType: isNew ? newId<string>() : type },
      ...(isNew && { label: label.trim() || laterWords().newSession.defaultType }),
    };
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(t().said.seats, draft, saved);
    closeSheet();
  };
  return (
    <Sheet title={words.title(head.title)} onClose={onClose}>
      <form class="sheet-body" onSubmit={save}>
        <fieldset class="choice">
          <legend>{words.change}</legend>
          {CHANGES.map((code) => (
            <label key={code}>
              <input type="radio" name="change" checked={change === code} onChange={() => choose(code)} />
              <span>{words.changes[code]}</span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{words.type}</span>
          <select value={type} onChange={(event) => choose(change, event.currentTarget.value)}>
            {head.seatTypes.map((one) => (
              <option key={one.id} value={one.id}>
                {t().card.leftByType(one.left, one.label)}
              </option>
            ))}
            {change === 'AddSeats' && <option value={NEW}>{words.newType}</option>}
          </select>
        </label>
        {type === NEW && change === 'AddSeats' && (
          <TextField label={words.newLabel} maxLength={LABEL_LIMIT} value={label} onValue={setLabel} />
        )}
        <Stepper label={words.howMany} value={seats} onChange={setSeats} />
        {change === 'SetAllowance' && <p class="quiet hint">{words.allowanceMeans}</p>}
        <div role="status">{over > 0 && <Sign state="overbooked">{words.over(over)}</Sign>}</div>
        <Trouble text={trouble} />
        <div class="sheet-foot">
          <button type="submit" class="button main" disabled={saving || isNothing}>
            {words.save}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
