import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { countOf } from '../../../shared/booking/seats.ts';
import type { SessionCard } from '../../view/board.ts';
import type { ReservationRow, SessionHead } from '../../view/session.ts';
import { useView } from '../app/live-view.ts';
import { say } from '../app/notices.ts';
import { useSubmit } from '../app/submitting.ts';
import { closeSheet } from '../parts/sheet.tsx';
import { Sign, Trouble } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { dayOf, OWN_ZONE, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = { readonly head: SessionHead; readonly row: ReservationRow; readonly onKeep: () => void };

/** Where else the whole party fits: sessions of the same day first. One tap moves it, in one commit on both. */
export function MoveForm({ head, row, onKeep }: Props): JSX.Element {
  const [text, setText] = useState('');
  const board = useView({ view: 'board', timeZone: OWN_ZONE, ...(text && { text }) }).value;
  const { saving, trouble, submit } = useSubmit();
  const words = fieldWords().move;
  const found = (board?.rows ?? []).filter((card) => card.key !== head.id && takes(card, row));
  const [sameDay, others] = [true, false].map((same) =>
    found.filter((card) => (dayOf(card.startsAt) === dayOf(head.startsAt)) === same),
  );
  const move = async (card: SessionCard): Promise<void> => {
    const on = { sessionId: head.id, reservationId: row.key, toSessionId: card.key };
    if (!(await submit({ type: 'MoveReservation', ...on }))) return;
    say(words.moved(row.name ?? laterWords().noName, card.title));
    closeSheet();
  };
  const choices = (cards: readonly SessionCard[] | undefined): JSX.Element => (
    <Choices cards={cards ?? []} saving={saving} onMove={(card) => void move(card)} />
  );
  return (
    <div class="sheet-body">
      <p>{words.what(laterWords().party(row.party))}</p>
      <Sign state="provisional">{words.provisional}</Sign>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {board && found.length === 0 && <p class="quiet">{words.none}</p>}
      {sameDay && sameDay.length > 0 && <h3>{words.sameDay}</h3>}
      {choices(sameDay)}
      {others && others.length > 0 && <h3>{words.otherDays}</h3>}
      {choices(others)}
      <Trouble text={trouble} />
      <div class="sheet-foot">
        <button type="button" class="quiet-button" onClick={onKeep}>
          {words.keep}
        </button>
      </div>
    </div>
  );
}

type ChoicesProps = {
  readonly cards: readonly SessionCard[];
  readonly saving: boolean;
  readonly onMove: (card: SessionCard) => void;
};

function Choices({ cards, saving, onMove }: ChoicesProps): JSX.Element {
  const words = fieldWords().move;
  return (
    <ul class="lines">
      {cards.map((card) => (
        <li key={card.key}>
          <button
            type="button"
            class="quiet-button wide move-to"
            disabled={saving}
            onClick={() => onMove(card)}
          >
            <span>
              <b>{card.title}</b> · {dayOf(card.startsAt)}, {timeOf(card.startsAt)} · {card.venue}
            </span>
            <span class="quiet">{words.left(card.figures.left)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Seats are of the same kinds, by id, and enough of each are left. */
function takes({ status, readable, seatTypes }: SessionCard, { party }: ReservationRow): boolean {
  const left = Object.fromEntries(seatTypes.map((type) => [type.id, type.left]));
  return (
    status === 'open' && readable && party.every(({ seatType, seats }) => countOf(left, seatType) >= seats)
  );
}
