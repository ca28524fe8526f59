import { RefreshCw } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/sign.tsx';
import { deskWords } from '../texts/desk-words.ts';
import { type Answer, troubleIn } from './asking.ts';

type Props<T> = {
  readonly answer: Answer<T>;
  readonly onAgain: () => void;
  readonly children: (value: T) => ComponentChildren;
};

/** What the server has answered, or why it has not, and a way to ask once more. */
export function Answered<T>({ answer, onAgain, children }: Props<T>): JSX.Element {
  const desk = deskWords();
  useKeptFocus(answer);
  return (
    <>
      {!answer && (
        <p class="quiet coming" role="status">
          {desk.asking}
        </p>
      )}
      <Trouble text={answer && answer.kind !== 'done' ? troubleIn(answer) : undefined} />
      {answer?.kind === 'done' && children(answer.value)}
      {answer && (
        <button type="button" class="quiet-button wide" onClick={onAgain}>
          <Icon of={RefreshCw} small />
          <span>{desk.again}</span>
        </button>
      )}
    </>
  );
}

/** With a later answer the button that was pressed last may be gone, and the focus with it. */
function useKeptFocus(answer: Answer<unknown>): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!answer) return;
    if (!isFirst.current && document.activeElement === document.body)
      document.getElementById('chosen')?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [answer]);
}
