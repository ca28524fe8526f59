import type { FollowUp, Session } from '../../shared/booking/session.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import type { Source } from './source.ts';

/**
 * Who has to be told something about this session: what the server recorded opened it, so that nobody is called
 * about what may still change (C4), and no contact of ours, sent or not, has closed it.
 */
export function openFollowUps(source: Source, id: SessionId): readonly FollowUp[] {
  const recorded = source.recorded(id);
  if (!recorded || recorded.followUps.length === 0) return [];
  return stillOpen(recorded.followUps, source.session(id));
}

function stillOpen(opened: readonly FollowUp[], here: Session | undefined): readonly FollowUp[] {
  if (!here || here.followUps === opened) return opened;
  const open = new Set(here.followUps.map(({ reservationId, about }) => `${reservationId} ${about}`));
  return opened.filter(({ reservationId, about }) => open.has(`${reservationId} ${about}`));
}
