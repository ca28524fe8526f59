import type { JSX } from 'preact';
import type { SessionCard } from '../../view/board.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { sayDone, useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Sign, Trouble } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { Elsewhere } from './elsewhere.tsx';

type Props = {
  readonly head: Pick<SessionHead, 'id' | 'startsAt'>;
  readonly row: Pick<ReservationRow, 'key' | 'name' | 'party'>;
  readonly onKeep: () => void;
};

/** One tap moves the whole party, in one commit on both sessions. */
export function MoveForm({ head, row, onKeep }: Props): JSX.Element {
  const { saving, trouble, submit } = useSubmit();
  const words = fieldWords().move;
  const move = async (card: SessionCard): Promise<void> => {
    const on = { sessionId: head.id, reservationId: row.key, toSessionId: card.key };
    const draft = { type: 'MoveReservation', ...on } as const;
    const saved = await submit(draft);
    if (!saved) return;
    sayDone(words.moved(row.name ?? laterWords().noName, card.title), draft, saved);
    closeSheet();
  };
  return (
    <div class="sheet-body">
      <p>{words.what(laterWords().party(row.party))}</p>
      <Sign state="provisional">{words.provisional}</Sign>
      <Elsewhere than={head} party={row.party} busy={saving} onChoose={(card) => void move(card)} />
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="button" class="quiet-button" onClick={onKeep}>
          {words.keep}
        </button>
      </div>
    </div>
  );
}
