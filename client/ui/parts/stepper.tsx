import { Minus, Plus } from 'lucide';
import type { JSX } from 'preact';
import { laterWords } from '../texts/later-words.ts';
import { Icon } from './icon.tsx';

type StepperProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: number;
  readonly most?: number;
  readonly onChange: (value: number) => void;
};

const MOST = 100_000;

/** A number by taps or by typing. */
export function Stepper({ label, hint, value, most = MOST, onChange }: StepperProps): JSX.Element {
  const set = (next: number): void => onChange(Math.min(Math.max(Math.trunc(next) || 0, 0), most));
  return (
    <div class="stepper">
      <span class="stepper-label">
        <span>{label}</span>
        {hint && <span class="quiet">{hint}</span>}
      </span>
      <button
        type="button"
        class="step"
        disabled={value === 0}
        aria-label={laterWords().book.fewer(label)}
        onClick={() => set(value - 1)}
      >
        <Icon of={Minus} />
      </button>
      <input
        class="step-number"
        type="text"
        inputMode="numeric"
        aria-label={label}
        value={String(value)}
        onInput={(event) => set(Number(event.currentTarget.value.replace(/\D/g, '')))}
      />
      <button
        type="button"
        class="step"
        aria-label={laterWords().book.more(label)}
        onClick={() => set(value + 1)}
      >
        <Icon of={Plus} />
      </button>
    </div>
  );
}
