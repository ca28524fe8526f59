import type { JSX } from 'preact';
import { fieldWords } from '../texts/field-words.ts';

const MINUTES = [15, 30, 60, 120, 1_440] as const;

type Props = {
  readonly minutes: number | undefined;
  readonly onChoose: (minutes: number | undefined) => void;
};

/** Seats that are only held: unless the booking is confirmed, the server ends it (B6). */
export function HoldChoice({ minutes, onChoose }: Props): JSX.Element {
  const words = fieldWords().hold;
  return (
    <label class="field">
      <span>{words.label}</span>
      <select
        value={minutes ?? 0}
        onChange={(event) => onChoose(Number(event.currentTarget.value) || undefined)}
      >
        <option value={0}>{words.none}</option>
        {MINUTES.map((of) => (
          <option key={of} value={of}>
            {of < 60 ? words.minutes(of) : words.hours(of / 60)}
          </option>
        ))}
      </select>
    </label>
  );
}
