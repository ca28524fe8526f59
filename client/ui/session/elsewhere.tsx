import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { countOf } from '../../../shared/booking/seats.ts';
import type { SessionCard } from '../../view/board.ts';
import type { PartyLine } from '../../view/figures.ts';
import type { SessionHead } from '../../view/session.ts';
import { useView } from '../app/live-view.ts';
import { fieldWords } from '../texts/field-words.ts';
import { dayOf, OWN_ZONE, timeOf } from '../texts/format.ts';

type Props = {
  readonly than: Pick<SessionHead, 'id' | 'startsAt'>;
  readonly party: readonly PartyLine[];
  readonly busy: boolean;
  readonly onChoose: (card: SessionCard) => void;
};

/** Where else the whole party fits: sessions of the same day first. */
export function Elsewhere({ than, party, busy, onChoose }: Props): JSX.Element {
  const [text, setText] = useState('');
  const board = useView({ view: 'board', timeZone: OWN_ZONE, ...(text && { text }) }).value;
  const words = fieldWords().move;
  const found = (board?.rows ?? []).filter((card) => card.key !== than.id && takes(card, party));
  const { sameDay = [], otherDays = [] } = Object.groupBy(found, (card) =>
    dayOf(card.startsAt) === dayOf(than.startsAt) ? 'sameDay' : 'otherDays',
  );
  return (
    <>
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {board && found.length === 0 && <p class="quiet">{words.none}</p>}
      {sameDay.length > 0 && <h3>{words.sameDay}</h3>}
      <Choices cards={sameDay} busy={busy} onChoose={onChoose} />
      {otherDays.length > 0 && <h3>{words.otherDays}</h3>}
      <Choices cards={otherDays} busy={busy} onChoose={onChoose} />
    </>
  );
}

type ChoicesProps = Pick<Props, 'busy' | 'onChoose'> & { readonly cards: readonly SessionCard[] };

function Choices({ cards, busy, onChoose }: ChoicesProps): JSX.Element {
  const words = fieldWords().move;
  return (
    <ul class="lines">
      {cards.map((card) => (
        <li key={card.key}>
          <button
            type="button"
            class="quiet-button wide move-to"
            disabled={busy}
            onClick={() => onChoose(card)}
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
function takes({ status, readable, seatTypes }: SessionCard, party: readonly PartyLine[]): boolean {
  const left = Object.fromEntries(seatTypes.map((type) => [type.id, type.left]));
  return (
    status === 'open' && readable && party.every(({ seatType, seats }) => countOf(left, seatType) >= seats)
  );
}
