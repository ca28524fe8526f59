import { signal } from '@preact/signals';

export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
const KEY = 'daybook-theme';

export const theme = signal<Theme>(remembered());

export function chooseTheme(next: Theme): void {
  theme.value = next;
  showTheme();
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that forbids it shows the theme until it is closed.
  }
}

export function showTheme(): void {
  if (theme.peek() === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.peek();
  tintBrowser();
}

/** The browser's own bar is of the same paper; where nothing was chosen, `index.html` says which. */
function tintBrowser(): void {
  document.getElementById('paper')?.remove();
  if (theme.peek() === 'auto') return;
  const content = getComputedStyle(document.documentElement).getPropertyValue('--paper');
  // The first one counts.
  document.head.prepend(
    Object.assign(document.createElement('meta'), { id: 'paper', name: 'theme-color', content }),
  );
}

function remembered(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}
