import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { route } from './routes.ts';

/** Somewhere else in the app: the window's title says where, and where the link that was followed is gone from the
 * screen, the focus goes to the content and does not get lost. */
export function useArrival(placeName: string): void {
  const at = route.value;
  const opened = useRef(false);
  useEffect(() => {
    document.title = `${placeName} · ${t().name}`;
    if (opened.current && !holdsFocus()) document.getElementById('content')?.focus({ preventScroll: true });
    opened.current = true;
  }, [at, placeName]);
}

function holdsFocus(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body && activeElement.checkVisibility();
}
