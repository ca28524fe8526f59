import { signal } from '@preact/signals';
import { en, type Texts } from './en/en.ts';
import type { DeskTexts } from './en/en-desk.ts';
import type { DeviceTexts } from './en/en-device.ts';
import type { FieldTexts } from './en/en-field.ts';
import type { HandOverTexts } from './en/en-hand-over.ts';
import type { HistoryTexts } from './en/en-history.ts';
import type { LaterTexts } from './en/en-later.ts';
import type { PlanningTexts } from './en/en-planning.ts';
import type { TicketTexts } from './en/en-ticket.ts';

/** All words of a language that is not English. English comes with the screens that use it. */
export type Translation = {
  readonly texts: Texts;
  readonly later: LaterTexts;
  readonly field: FieldTexts;
  readonly desk: DeskTexts;
  readonly history: HistoryTexts;
  readonly handOver: HandOverTexts;
  readonly planning: PlanningTexts;
  readonly device: DeviceTexts;
  readonly ticket: TicketTexts;
};

/** What the words are translated to. Components read it while they render, so that a change shows at once. */
export const translation = signal<Translation | undefined>(undefined);

export function t(): Texts {
  return translation.value?.texts ?? en;
}
