import type { JSX } from 'preact';
import { t } from '../texts/texts.ts';

/** The two ways of asking for seats: as the session's policy has it, or on the waitlist in any case. */
export type Asking = 'ReserveSeats' | 'JoinWaitlist';

type Short = 'some' | 'refused' | undefined;

type Props = {
  readonly saving: boolean;
  readonly disabled?: boolean;
  readonly short: Short;
  /** What saving is called where the policy takes the party. */
  readonly word: string;
  readonly onWait: () => void;
};

/** Saves; where not everybody would get a seat, the waitlist is one tap away, and where the booking would be refused
 * it is the only thing to save. */
export function SaveOrWait({ saving, disabled = false, short, word, onWait }: Props): JSX.Element {
  const { book } = t();
  return (
    <>
      <button type="submit" class="button main" disabled={saving || disabled}>
        {saving ? book.saving : short === 'refused' ? book.join : word}
      </button>
      {short === 'some' && (
        <button type="button" class="button" disabled={saving || disabled} onClick={onWait}>
          {book.join}
        </button>
      )}
    </>
  );
}

export function askedBy(event: Event, short: Short, save: (type: Asking) => Promise<void>): void {
  event.preventDefault();
  void save(short === 'refused' ? 'JoinWaitlist' : 'ReserveSeats');
}
