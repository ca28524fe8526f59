import { useEffect, useRef } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { route } from './routes.ts';

/**
 * Somewhere else in the app: the window's title says where. Where a link led to another chosen thing, the focus goes
 * to its pane, past the rest of the list; where the link is gone from the screen, the focus goes to the content and
 * does not get lost.
 */
export function useArrival(placeName: string, chosen: string | undefined): void {
  const at = route.value;
  const opened = useRef(false);
  const before = useRef(chosen);
  useEffect(() => {
    document.title = `${placeName} · ${t().name}`;
    const led = chosen !== undefined && chosen !== before.current;
    const lost = !holdsFocus();
    if (opened.current && (lost || (led && document.activeElement instanceof HTMLAnchorElement)))
      document.getElementById(led ? 'chosen' : 'content')?.focus({ preventScroll: true });
    opened.current = true;
    before.current = chosen;
  }, [at, placeName, chosen]);
}

function holdsFocus(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body && activeElement.checkVisibility();
}
