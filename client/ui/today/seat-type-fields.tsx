import { X } from 'lucide';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { TextField } from '../parts/text-field.tsx';
import { laterWords } from '../texts/later-words.ts';

export type SeatTypeDraft = { readonly label: string; readonly capacity: number };

type Props = {
  readonly type: SeatTypeDraft;
  readonly onChange: (type: SeatTypeDraft) => void;
  readonly onRemove: (() => void) | undefined;
};
const LABEL_LIMIT = 80;

export function SeatTypeFields({ type, onChange, onRemove }: Props): JSX.Element {
  const words = laterWords().newSession;
  return (
    <div class="seat-type">
      <TextField
        label={words.type}
        maxLength={LABEL_LIMIT}
        value={type.label}
        onValue={(label) => onChange({ ...type, label })}
      />
      <Stepper
        label={words.capacity}
        value={type.capacity}
        onChange={(capacity) => onChange({ ...type, capacity })}
      />
      {onRemove && (
        <button type="button" class="quiet-button" onClick={onRemove}>
          <Icon of={X} />
          <span>{words.removeType(type.label)}</span>
        </button>
      )}
    </div>
  );
}
