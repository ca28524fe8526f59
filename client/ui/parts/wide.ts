import { useEffect, useState } from 'preact/hooks';

const WIDE = '(width >= 900px)';

/** Whether the panes stand side by side, each with its own scrolling. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const media = matchMedia(WIDE);
    const look = (): void => setWide(media.matches);
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return wide;
}
