import { useCallback, useState } from 'preact/hooks';
import { FIRST_WINDOW, type RowWindow, windowAround } from '../../view/row-window.ts';

type Windowed = {
  readonly window: RowWindow;
  readonly onShown: (first: number, last: number) => void;
};

/** Which rows of a long list to ask the worker for, by those on the screen; from the top again when `of` changes. */
export function useRowWindow(of: string): Windowed {
  const [at, setAt] = useState({ of, window: FIRST_WINDOW });
  const onShown = useCallback(
    (first: number, last: number) =>
      setAt((before) => {
        const window = windowAround(before.of === of ? before.window : FIRST_WINDOW, first, last);
        return before.of === of && window === before.window ? before : { of, window };
      }),
    [of],
  );
  return { window: at.of === of ? at.window : FIRST_WINDOW, onShown };
}
