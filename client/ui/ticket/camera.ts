import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createCodeReader } from './code-reader.ts';

export type CameraState = 'starting' | CameraAnswer;
/** Or why it is not. */
export type CameraAnswer = 'on' | 'refused' | 'absent' | 'busy';

/** Between two looks at the picture, in milliseconds: the page stays free in between. */
const REST = 120;

/** Shows the camera's picture, and tells each look's code, or that there was none. `again` tries anew. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  onLook: (code: string | undefined) => void,
): { readonly state: CameraState; again(): void } {
  const [state, setState] = useState<CameraState>('starting');
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(onLook);
  latest.current = onLook;
  useEffect(() => {
    const over = new AbortController();
    setState('starting');
    run(video, { over: over.signal, onState: setState, onLook: (code) => latest.current(code) }).catch(
      (error) => setState(stateOf(error)),
    );
    return () => over.abort();
  }, [attempt]);
  return { state, again: () => setAttempt(attempt + 1) };
}

type Run = {
  readonly over: AbortSignal;
  readonly onState: (state: CameraState) => void;
  readonly onLook: (code: string | undefined) => void;
};

async function run(video: RefObject<HTMLVideoElement | null>, { over, onState, onLook }: Run): Promise<void> {
  // A page without TLS has no such thing.
  if (!navigator.mediaDevices) return onState('absent');
  const wanted = { video: { facingMode: 'environment' }, audio: false };
  const stream = await navigator.mediaDevices.getUserMedia(wanted);
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  over.addEventListener('abort', stop);
  if (over.aborted || !video.current) return stop();
  const picture = video.current;
  picture.srcObject = stream;
  await picture.play();
  const read = await createCodeReader();
  onState('on');
  while (!over.aborted) {
    // Pulled out, or taken away by the system: the picture would stand still for ever, and nobody would know.
    if (!stream.active) return onState('busy');
    const code = await read(picture);
    if (!over.aborted) onLook(code);
    await new Promise((resolve) => setTimeout(resolve, REST));
  }
}

function stateOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  const isAbsent = ['NotFoundError', 'OverconstrainedError', 'NotSupportedError'].includes(name);
  return isAbsent ? 'absent' : 'busy';
}
