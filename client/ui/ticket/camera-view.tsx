import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { ticketWords } from '../texts/ticket-words.ts';
import { type CameraAnswer, useCamera } from './camera.ts';

type Props = {
  /** Each look's code, or that there was none. */
  readonly onLook: (code: string | undefined) => void;
  /** What is said while it is on, and what to do without it. */
  readonly words: (answer: CameraAnswer) => string;
};

/** The camera's picture, or why there is none. */
export function CameraView({ onLook, words }: Props): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const { state, again } = useCamera(video, onLook);
  const { scan } = ticketWords();
  const works = state === 'starting' || state === 'on';
  return (
    <div class="camera">
      <video ref={video} muted playsInline hidden={!works} aria-label={scan.view} />
      <p role={works ? undefined : 'alert'}>{state === 'starting' ? scan.starting : words(state)}</p>
      {!works && (
        <button type="button" class="quiet-button" onClick={again}>
          {scan.again}
        </button>
      )}
    </div>
  );
}
