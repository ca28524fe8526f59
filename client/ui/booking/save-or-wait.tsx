import type { JSX } from 'preact';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import type { Asking } from './asking-seats.ts';

type Props = {
  readonly saving: boolean;
  readonly disabled?: boolean;
  readonly short: 'some' | 'refused' | undefined;
  /** What saving is called where the policy takes the party. */
  readonly word: string;
  /** Seats that are left where the whole party would wait: they can be had by who asks for them (B3). */
  readonly left?: number;
  readonly onAsk: (asking: Asking) => void;
};

/** Saves; where not everybody would get a seat, the waitlist is one tap away, and where the booking would be refused
 * it is the only thing to save. */
export function SaveOrWait({ saving, disabled = false, short, word, left = 0, onAsk }: Props): JSX.Element {
  const { book } = laterWords();
  return (
    <>
      <button type="submit" class="button main" disabled={saving || disabled}>
        {saving ? book.saving : short === 'refused' ? book.join : word}
      </button>
      {left > 0 && (
        <button type="button" class="button" disabled={saving || disabled} onClick={() => onAsk('TakeRest')}>
          {fieldWords().promise.takeRest(left)}
        </button>
      )}
      {short === 'some' && (
        <button
          type="button"
          class="button"
          disabled={saving || disabled}
          onClick={() => onAsk('JoinWaitlist')}
        >
          {book.join}
        </button>
      )}
    </>
  );
}
