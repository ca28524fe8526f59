import { signal } from '@preact/signals';
import type { EventId } from '../../../shared/log/ids.ts';

/** The entry that a link leads to which goes to the history of another session: found once that one is there. */
export const sought = signal<EventId | undefined>(undefined);
