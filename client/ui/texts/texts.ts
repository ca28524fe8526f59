import { signal } from '@preact/signals';
import { en, type Texts } from './en.ts';

/** The language in use. Components read it while they render, so that a change shows at once. */
const current = signal<Texts>(en);

export function t(): Texts {
  return current.value;
}
