import type { JSX } from 'preact';
import { deviceWords } from '../texts/device-words.ts';
import { IDLE_MINUTES } from './lock-rules.ts';

type Props = { readonly minutes: number; readonly onChoose: (minutes: number) => void };

export function MinutesChoice({ minutes, onChoose }: Props): JSX.Element {
  const words = deviceWords().lock;
  return (
    <label class="field">
      <span>{words.after}</span>
      <select value={minutes} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
        {IDLE_MINUTES.map((of) => (
          <option key={of} value={of}>
            {words.minutes(of)}
          </option>
        ))}
      </select>
    </label>
  );
}
