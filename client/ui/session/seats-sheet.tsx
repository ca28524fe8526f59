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

/** Seats are added and taken away by number, so that two people's changes add up. */
export function SeatsSheet({
  head,
  onClose,
}: {
  readonly head: SessionHead;
  readonly onClose: () => void;
}): JSX.Element {
  const words = laterWords().seatsSheet;
  const [change, setChange] = useState<'AddSeats' | 'RemoveSeats'>('AddSeats');
  const [type, setType] = useState(head.seatTypes[0]?.id ?? NEW);
  const [label, setLabel] = useState('');
  const [seats, setSeats] = useState(1);
  const { saving, trouble, submit } = useSubmit();
  const known = head.seatTypes.find(({ id }) => id === type);
  const over = change === 'RemoveSeats' && known ? Math.max(seats - Math.max(known.left, 0), 0) : 0;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (seats === 0) return;
    const added =
      type === NEW
        ? { seatType: newId<string>(), label: label.trim() || laterWords().newSession.defaultType }
        : { seatType: type };
    const draft: Draft =
      change === 'AddSeats'
        ? { type: 'AddSeats', sessionId: head.id, seats, ...added }
        : { type: 'RemoveSeats', sessionId: head.id, seats, seatType: type };
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
          {(['AddSeats', 'RemoveSeats'] as const).map((code) => (
            <label key={code}>
              <input type="radio" name="change" checked={change === code} onChange={() => setChange(code)} />
              <span>{code === 'AddSeats' ? words.add : words.remove}</span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{words.type}</span>
          <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
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
        <div role="status">{over > 0 && <Sign state="overbooked">{words.over(over)}</Sign>}</div>
        <Trouble text={trouble} />
        <div class="sheet-foot">
          <button type="submit" class="button main" disabled={saving || seats === 0}>
            {words.save}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
