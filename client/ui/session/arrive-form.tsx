import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = { readonly sessionId: SessionId; readonly row: ReservationRow; readonly onKeep: () => void };

/** Some of a party came: so many are here, and its seats stay its own. */
export function ArriveForm({ sessionId, row, onKeep }: Props): JSX.Element {
  const [guests, setGuests] = useState(row.granted - 1);
  const { saving, trouble, submit } = useSubmit();
  const { reservation: words, noName } = laterWords();
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const draft = { type: 'CheckInGuest', sessionId, reservationId: row.key, guests } as const;
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(t().said.checkedIn(row.name ?? noName), draft, saved);
    closeSheet();
  };
  return (
    <form class="sheet-body" onSubmit={save}>
      <p>{words.someWhat(row.granted)}</p>
      <Stepper label={words.howManyCame} value={guests} most={row.granted} onChange={setGuests} />
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="submit" class="button main" disabled={saving || guests === 0}>
          {words.checkInAll(guests)}
        </button>
        <button type="button" class="quiet-button" onClick={onKeep}>
          {t().shell.back}
        </button>
      </div>
    </form>
  );
}
