import { signal } from '@preact/signals';
import { en, type Texts } from './en.ts';
import type { DeskTexts } from './en-desk.ts';
import type { FieldTexts } from './en-field.ts';
import type { HistoryTexts } from './en-history.ts';

/** All words of a language that is not English. English comes with the screens that use it. */
export type Translation = {
  readonly texts: Texts;
  readonly field: FieldTexts;
  readonly desk: DeskTexts;
  readonly history: HistoryTexts;
};

/** What the words are translated to. Components read it while they render, so that a change shows at once. */
export const translation = signal<Translation | undefined>(undefined);

export function t(): Texts {
  return translation.value?.texts ?? en;
}
