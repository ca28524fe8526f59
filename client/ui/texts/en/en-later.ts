import { booking } from './en-booking.ts';
import { actions, commands, happening, reasons, stand, why } from './en-entries.ts';
import { looking } from './en-looking.ts';
import { outcomes, refusal } from './en-refusals.ts';
import { failures, roles } from './en-troubles.ts';
import { guestOr, party, seats } from './english.ts';

/** The words of the screens that are fetched after the first. */
export const enLater = {
  seats,
  party,
  guest: guestOr,
  noName: 'No name noted',
  outcomes,
  refusal,
  happening,
  stand,
  why,
  actions,
  reasons,
  commands,
  failures,
  roles,
  ...booking,
  ...looking,
};

export type LaterTexts = typeof enLater;
