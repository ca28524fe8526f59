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
}

function remembered(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}
