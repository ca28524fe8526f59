import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { Draft } from '../../worker/api.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = {
  readonly sessionId: SessionId;
  readonly row: Pick<ReservationRow, 'key' | 'name' | 'party' | 'granted'>;
  /** Off the waitlist only; what the party holds stays. */
  readonly leave: boolean;
  readonly onKeep: () => void;
};

const REASON_LIMIT = 500;

/** Names what it undoes and how to get it back. */
export function CancelForm({ sessionId, row, leave, onKeep }: Props): JSX.Element {
  const { said } = t();
  const { reservation: words } = laterWords();
  const [reason, setReason] = useState('');
  const { saving, trouble, submit } = useSubmit();
  const name = row.name ?? laterWords().noName;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const on = { sessionId, reservationId: row.key };
    const why = reason.trim() || words.cancelReasonDefault;
    const draft: Draft = leave
      ? { type: 'LeaveWaitlist', ...on }
      : { type: 'CancelReservation', ...on, reason: why };
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(leave ? said.left(name) : said.cancelled(name), draft, saved);
    closeSheet();
  };
  return (
    <form class="sheet-body" onSubmit={save}>
      <p>{whatItUndoes(row, leave)}</p>
      <p class="quiet">{leave ? words.leaveBack : words.cancelBack}</p>
      {!leave && (
        <TextField
          label={words.cancelReason}
          maxLength={REASON_LIMIT}
          placeholder={words.cancelReasonDefault}
          value={reason}
          onValue={setReason}
        />
      )}
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="submit" class="button danger" disabled={saving}>
          {leave ? words.leaveWaitlist : words.cancel}
        </button>
        <button type="button" class="quiet-button" onClick={onKeep}>
          {leave ? words.stay : words.keep}
        </button>
      </div>
    </form>
  );
}

function whatItUndoes(row: Props['row'], leave: boolean): string {
  const { reservation: words, party } = laterWords();
  if (leave)
    return row.granted > 0 ? `${words.leaveWhat} ${words.leaveKeeps(party(row.party))}` : words.leaveWhat;
  return row.granted > 0 ? words.cancelWhat(party(row.party)) : words.cancelWaiting;
}
