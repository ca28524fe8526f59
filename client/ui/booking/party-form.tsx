import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Seats } from '../../../shared/booking/events.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import type { Draft } from '../../worker/api.ts';
import { say } from '../app/notices.ts';
import { type Saved, useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Trouble } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { type Asking, askedBy, draftOf } from './asking-seats.ts';
import { usePromise } from './promise.tsx';
import { Receipt } from './receipt.tsx';
import { SaveOrWait } from './save-or-wait.tsx';
import { SeatSteppers } from './seat-steppers.tsx';

type Props = {
  readonly head: Pick<SessionHead, 'id' | 'seatTypes' | 'own'>;
  readonly row: Pick<ReservationRow, 'key' | 'name' | 'wantedParty'> & Partial<Pick<ReservationRow, 'drawn'>>;
};

/** The party that the guest wants from now on: what it held stays until the larger one fits (B3). */
export function PartyForm({ head, row }: Props): JSX.Element {
  const [seats, setSeats] = useState<Seats>(() =>
    Object.fromEntries(row.wantedParty.map((line) => [line.seatType, line.seats])),
  );
  const [receipt, setReceipt] = useState<Saved>();
  const { saving, trouble, submit } = useSubmit();
  const empty = Object.keys(seats).length === 0;
  const draft = (asking: Asking): Draft =>
    draftOf(asking, head, { sessionId: head.id, reservationId: row.key, seats }, row.drawn);
  const promise = usePromise(empty || receipt ? undefined : draft('ReserveSeats'));
  const save = async (asking: Asking): Promise<void> => {
    const saved = await submit(draft(asking));
    if (saved === 'nothing-to-do') {
      say(t().said.nothingToDo);
      closeSheet();
    } else if (saved) setReceipt(saved);
  };
  if (receipt) return <Receipt saved={receipt} guest={row.name ?? laterWords().noName} />;
  return (
    <form class="sheet-body" onSubmit={(event) => askedBy(event, promise.short, save)}>
      <SeatSteppers seatTypes={head.seatTypes} seats={seats} own={head.own} onChange={setSeats} />
      <Trouble text={empty ? laterWords().book.missingSeats : trouble} />
      <div class="sheet-foot">
        {promise.sentence}
        <SaveOrWait
          saving={saving}
          disabled={empty}
          short={promise.short}
          word={laterWords().reservation.saveChange}
          onAsk={(asking) => void save(asking)}
        />
      </div>
    </form>
  );
}
