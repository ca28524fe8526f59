import type { JSX } from 'preact';
import { TextField } from '../parts/text-field.tsx';
import { PIN_DIGITS } from './lock-rules.ts';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onValue: (pin: string) => void;
};

export function PinField(props: Props): JSX.Element {
  return (
    <TextField
      type="password"
      inputMode="numeric"
      autocomplete="off"
      maxLength={PIN_DIGITS.most}
      {...props}
    />
  );
}
