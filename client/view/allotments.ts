import { type Allotment, unusedOf } from '../../shared/booking/allotment.ts';
import { drawableBy } from '../../shared/booking/availability.ts';
import { isEmpty, total } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { AllotmentId, DeviceId, Instant, ReservationId } from '../../shared/log/ids.ts';
import type { Drawable } from './drawing.ts';
import { type PartyLine, partyOf } from './figures.ts';
import type { Source } from './source.ts';
import { endOf, later } from './term.ts';

/** So long before the time is over a device draws nothing more: what it drew has still to arrive (A6). In minutes. */
const DRAWING_MARGIN = 10;

/** Seats that a device took along, as a session's screen lists them. */
export type AllotmentLine = {
  readonly id: AllotmentId;
  readonly deviceId: DeviceId;
  /** Of this device. */
  readonly own: boolean;
  readonly party: readonly PartyLine[];
  readonly left: readonly PartyLine[];
  /** Null: the server has not set it aside yet, so nothing is drawn from it (A1). */
  readonly until: Instant | null;
  readonly drawUntil: Instant | null;
};

export function allotmentLines({ who }: Source, session: Session): AllotmentLine[] {
  return [...session.allotments.values()].filter(isLive).map((allotment) => {
    const until = endOf(allotment.term);
    return {
      id: allotment.id,
      deviceId: allotment.deviceId,
      own: allotment.deviceId === who.deviceId,
      party: partyOf(session, allotment.seats),
      left: partyOf(session, unusedOf(allotment)),
      until,
      drawUntil: until && later(until, -DRAWING_MARGIN),
    };
  });
}

/** The allotments of this device that the log has, the one that ends first on top. */
export function drawables({ who, recorded, now }: Source, session: Session): Drawable[] {
  const settled = session.allotments.size > 0 ? recorded(session.id) : undefined;
  const found: Drawable[] = [];
  for (const allotment of session.allotments.values()) {
    const until = endOf(settled?.allotments.get(allotment.id)?.term ?? allotment.term);
    if (allotment.deviceId !== who.deviceId || !isLive(allotment) || !until) continue;
    const drawUntil = later(until, -DRAWING_MARGIN);
    const left = drawableBy(NOBODY, allotment.id, session, settled);
    if (!isEmpty(left) && now < drawUntil) found.push({ id: allotment.id, left, until, drawUntil });
  }
  return found.sort((a, b) => (a.until < b.until ? -1 : 1));
}

const NOBODY = '' as ReservationId;

export function guaranteedSeats(own: readonly Drawable[]): number {
  return own.reduce((sum, { left }) => sum + total(left), 0);
}

function isLive({ status }: Allotment): boolean {
  return status === 'live';
}
