import * as v from 'valibot';
import { eventData } from '../../shared/booking/events.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import type { Begins } from '../log/event-log.ts';

/** The time that an event sets, if it sets one (B6, A1, offers). */
export function begins({ type, data }: Pick<AnyEvent, 'type' | 'data'>): { readonly begins?: Begins } {
  if (type === 'SeatsReserved' && v.is(eventData.SeatsReserved, data) && data.holdMinutes !== undefined)
    return { begins: { kind: 'hold', thing: data.reservationId, minutes: data.holdMinutes } };
  if (type === 'SeatsOffered' && v.is(eventData.SeatsOffered, data))
    return { begins: { kind: 'offer', thing: data.reservationId, minutes: data.minutes } };
  if (type === 'SeatsAllotted' && v.is(eventData.SeatsAllotted, data))
    return { begins: { kind: 'allotment', thing: data.allotmentId, minutes: data.minutes } };
  return {};
}
