import { theme } from '../app/theme.ts';

/** A token of the style sheet, for what is drawn and not styled. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);
}

/** When another theme was chosen here, or on the device where that decides. Returns how to stop. */
export function whenColoursChange(told: () => void): () => void {
  const wishes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((wish) => matchMedia(wish));
  for (const wish of wishes) wish.addEventListener('change', told);
  // The signal is set before the document is.
  const stop = theme.subscribe(() => queueMicrotask(told));
  return () => {
    stop();
    for (const wish of wishes) wish.removeEventListener('change', told);
  };
}
