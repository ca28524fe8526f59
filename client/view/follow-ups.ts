import { followUpKey } from '../../shared/booking/follow-up.ts';
import type { FollowUp } from '../../shared/booking/session.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import type { Source } from './source.ts';

/**
 * Who has to be told something about this session: what the server recorded opened it, so that nobody is called
 * about what may still change (C4), and no contact of ours, sent or not, has closed it.
 */
export function openFollowUps(source: Source, id: SessionId): readonly FollowUp[] {
  const recorded = source.recorded(id);
  if (!recorded || recorded.followUps.size === 0) return [];
  const here = source.session(id) ?? recorded;
  return [...recorded.followUps.values()].filter((one) => here.followUps.has(followUpKey(one)));
}
