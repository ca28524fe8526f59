import type { ActorId } from '../../shared/log/ids.ts';

/**
 * Who asks. Behind this port stands whatever keeps people's passwords and sessions; nothing outside of it knows which.
 * What somebody may do is said elsewhere (`access/permissions.ts`).
 */
export type Accounts = {
  /** There are none: whoever reaches the server enrols a device under any name, and device and person are one. */
  readonly isOpen: boolean;
  /** Who is signed in by the request's session, now: one that was ended is nobody's. */
  person(request: Request): Promise<Person | undefined>;
  /** Does nothing when it has ended already. */
  endSession(sessionId: string): Promise<void>;
};

export type Person = {
  readonly userId: ActorId;
  readonly name: string;
  /** Names the session and opens nothing. */
  readonly sessionId: string;
};
