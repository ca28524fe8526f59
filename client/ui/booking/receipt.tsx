import { Check } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Saved } from '../app/submitting.ts';
import { UndoOffer } from '../history/undo-offer.tsx';
import { Icon } from '../parts/icon.tsx';
import { closeSheet } from '../parts/sheet.tsx';
import { timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { PromiseLine } from './promise.tsx';

type Props = {
  readonly saved: Saved;
  readonly guest: string;
  readonly onAnother?: () => void;
};

const DOUBLE_TAP_MILLISECONDS = 400;

/** Shown only for what the device has written down (L1). */
export function Receipt({ saved, guest, onAnother }: Props): JSX.Element {
  const { promise, book } = laterWords();
  const done = useRef<HTMLButtonElement>(null);
  const [fresh, setFresh] = useState(true);
  useEffect(() => {
    done.current?.focus();
    const timer = setTimeout(() => setFresh(false), DOUBLE_TAP_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  // The second tap of a double tap on "Save" lands here, and must not take the receipt away unread.
  const unlessDoubleTap = (then: () => void) => () => {
    if (!fresh) then();
  };
  const { reservation } = saved.result;
  return (
    <div class="sheet-body receipt">
      <div role="status">
        <p class="receipt-saved">
          <Icon of={Check} />
          <span>{promise.saved}</span>
        </p>
        <p class="big">{guest}</p>
        <p>
          {reservation && sentence(reservation)} {promise.savedAt(timeOf(saved.savedAt))}
        </p>
        <PromiseLine result={saved.result} />
        {!saved.result.guaranteedUntil && <p class="quiet">{promise.tellNow}</p>}
      </div>
      {reservation && (
        // Its room is there before it is: nothing moves under a thumb that is about to tap.
        <div class="undo-place">
          {!fresh && (
            <UndoOffer sessionId={reservation.sessionId} commitId={saved.commitId} onUndone={closeSheet} />
          )}
        </div>
      )}
      <div class="sheet-foot">
        <button
          type="button"
          class="button main"
          ref={done}
          aria-disabled={fresh}
          onClick={unlessDoubleTap(closeSheet)}
        >
          {book.done}
        </button>
        {onAnother && (
          <button
            type="button"
            class="quiet-button"
            aria-disabled={fresh}
            onClick={unlessDoubleTap(onAnother)}
          >
            {book.another}
          </button>
        )}
      </div>
    </div>
  );
}

function sentence(reservation: NonNullable<Saved['result']['reservation']>): string {
  const { promise } = laterWords();
  const { outcome, granted, wanted, waitlistPlace } = reservation;
  if (outcome === 'waitlisted') return promise.waiting(waitlistPlace);
  if (outcome === 'wanting-more') return promise.willWantMore(granted, wanted);
  return granted === 0 ? promise.unfilled : promise.reserved(granted);
}
