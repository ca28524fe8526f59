import { ChevronLeft, ChevronRight } from 'lucide';
import type { JSX } from 'preact';
import type { MomentAt, MomentHead } from '../../view/moment.ts';
import { Icon } from '../parts/icon.tsx';
import { historyWords } from '../texts/history-words.ts';
import { laterWords } from '../texts/later-words.ts';

type Props = {
  readonly head: MomentHead;
  /** Where the hand is: the moment itself may still be on its way. */
  readonly nth: number;
  readonly onMove: (at: MomentAt) => void;
};

/** Every entry is a step: by arrow keys, by the buttons, or by sliding; nothing needs to be dragged. */
export function MomentSlider({ head, nth, onMove }: Props): JSX.Element {
  const words = historyWords().moment;
  const step = (to: number): void => {
    if (to >= 1 && to <= head.of) onMove({ nth: to });
  };
  const entry = words.entry(nth, head.of);
  return (
    <div class="moment-slider">
      <button
        type="button"
        class="button"
        aria-label={words.previous}
        aria-disabled={nth <= 1}
        onClick={() => step(nth - 1)}
      >
        <Icon of={ChevronLeft} />
      </button>
      <div class="moment-track">
        <Marks head={head} />
        <input
          type="range"
          aria-label={words.slider}
          aria-valuetext={nth === head.nth ? `${entry}, ${what(head)}` : entry}
          min={1}
          max={head.of}
          value={nth}
          onInput={(event) => step(event.currentTarget.valueAsNumber)}
        />
      </div>
      <button
        type="button"
        class="button"
        aria-label={words.next}
        aria-disabled={nth >= head.of}
        onClick={() => step(nth + 1)}
      >
        <Icon of={ChevronRight} />
      </button>
    </div>
  );
}

function what({ entry }: MomentHead): string {
  return laterWords().happening(entry.what, entry.guest);
}

/** Where something had to be made good, and from where on nothing is decided: decoration, for the entries say it. */
function Marks({ head: { of, recorded, marks } }: { readonly head: MomentHead }): JSX.Element {
  const along = (nth: number): string => `${(100 * (nth - 1)) / Math.max(of - 1, 1)}%`;
  return (
    <div class="moment-marks" aria-hidden="true">
      {recorded < of && <span class="moment-pending" style={{ insetInlineStart: along(recorded + 0.5) }} />}
      {marks.map((nth) => (
        <span key={nth} class="moment-mark" style={{ insetInlineStart: along(nth) }} />
      ))}
    </div>
  );
}
