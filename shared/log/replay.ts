import { createBook, type FoldingBook } from '../booking/book.ts';
import type { PlacedEvent } from './recorded-event.ts';

/**
 * The only fold: everything that shows state, decides or accepts gets it from here.
 *
 * Events of one stream come in the order of their versions; one that is folded already changes nothing.
 */
export function replay(events: Iterable<PlacedEvent>, onto: FoldingBook = createBook()): FoldingBook {
  for (const event of events) onto.fold(event);
  return onto;
}
