import type { Session } from '../../shared/booking/session.ts';
import type { SessionId } from '../../shared/log/ids.ts';

/** What a session is called, where and when it is. */
export type SessionNamed = {
  readonly id: SessionId;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
};

export function sessionNamed(session: Session): SessionNamed {
  const { id, title, venue, startsAt, endsAt, timeZone } = session;
  return { id, title, venue, startsAt, endsAt, timeZone };
}
