import type { JSX } from 'preact';
import type { Seats } from '../../../shared/booking/events.ts';
import { countOf } from '../../../shared/booking/seats.ts';
import type { Drawable } from '../../view/drawing.ts';
import type { SeatFigures } from '../../view/figures.ts';
import { Stepper } from '../parts/stepper.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = {
  readonly seatTypes: readonly SeatFigures[];
  readonly seats: Seats;
  readonly legend?: string;
  /** What this device has along of them. */
  readonly own?: readonly Drawable[];
  readonly onChange: (seats: Seats) => void;
};

export function SeatSteppers({ seatTypes, seats, legend, own = [], onChange }: Props): JSX.Element {
  const set = (id: string, count: number): void => {
    const { [id]: _, ...others } = seats;
    onChange(count > 0 ? { ...others, [id]: count } : others);
  };
  return (
    <fieldset class="steppers">
      <legend>{legend ?? laterWords().book.howMany}</legend>
      {seatTypes.map(({ id, label, left }) => (
        <Stepper
          key={id}
          label={label}
          hint={hintFor(left, alongOf(own, id))}
          value={seats[id] ?? 0}
          onChange={(count) => set(id, count)}
        />
      ))}
    </fieldset>
  );
}

function alongOf(own: readonly Drawable[], seatType: string): number {
  return own.reduce((sum, { left }) => sum + countOf(left, seatType), 0);
}

function hintFor(left: number, along: number): string {
  const { card } = t();
  const free = card.leftOf(Math.max(left, 0));
  return along > 0 ? `${free} · ${card.guaranteed(along)}` : free;
}

/** A booking begins with one seat of the first type, so that the usual one takes no tap. */
export function firstOf(seatTypes: readonly SeatFigures[]): Seats {
  const first = seatTypes[0];
  return first ? { [first.id]: 1 } : {};
}
