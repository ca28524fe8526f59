import type { AnyEvent, PlacedEvent } from '../log/recorded-event.ts';
import { isKnownType, type PlacedBookingEvent, SCHEMA_VERSION } from './events.ts';

/** `upcasters[type][n]` turns data written in schema version n into that of n + 1. */
export type Upcasters = Readonly<
  Record<string, Readonly<Record<number, (data: AnyEvent['data']) => AnyEvent['data']>>>
>;

/** Every version so far is 1: nothing to turn yet. A type that changes gets its step here and `newest` below. */
const UPCASTERS: Upcasters = {};

/**
 * The event as this program's newest schema writes it, or undefined when its type or version is not known here
 * (L7). The stored event is never changed: upcasting happens on every read.
 */
export function upcast(
  event: PlacedEvent,
  upcasters: Upcasters = UPCASTERS,
  newest: (type: string) => number = () => SCHEMA_VERSION,
): PlacedBookingEvent | undefined {
  if (!isKnownType(event.type) || event.schemaVersion > newest(event.type)) return undefined;
  if (event.schemaVersion === newest(event.type)) return event as unknown as PlacedBookingEvent;
  let data = event.data;
  for (let version = event.schemaVersion; version < newest(event.type); version++) {
    const step = upcasters[event.type]?.[version];
    if (!step) return undefined;
    data = step(data);
  }
  return { ...event, schemaVersion: newest(event.type), data } as unknown as PlacedBookingEvent;
}
