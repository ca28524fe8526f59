import type { Context, Hono } from 'hono';
import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Whose } from './passwords.ts';
import type { Attempt } from './sign-in-limits.ts';

/**
 * Who asks. Behind this port stands whatever keeps people's passwords and sessions; nothing outside of it knows which.
 * What somebody may do is said elsewhere (`shared/access/permissions.ts`).
 */
export type Accounts = {
  /** There are none: whoever reaches the server enrols a device under any name, and device and person are one. */
  readonly isOpen: boolean;
  /** Who is signed in by the request's session, now: one that was ended is nobody's. */
  person(request: Request): Promise<Person | undefined>;
  /** Does nothing when it has ended already. */
  endSession(sessionId: string): Promise<void>;
  /** Which of these sessions are over. */
  endedSessions(sessionIds: readonly string[]): Promise<string[]>;
  /** Undefined where there are none. */
  readonly people?: People;
  /** Signing in and out, and whether one does: to be asked under `/api/auth`. */
  readonly signIn?: Hono;
};

export type Person = {
  readonly userId: ActorId;
  readonly name: string;
  /** Names the session and opens nothing. */
  readonly sessionId: string;
  /** The only workspace that the session is for, where it was begun by an enrolment code (W10). */
  readonly boundTo?: WorkspaceId | undefined;
};

/** Everybody who has an account, whatever they may do with it. */
export type People = {
  /** Whose mail address it is, or somebody new, whose password is then a given one. One that there is stays. */
  admit(somebody: Newcomer): Promise<Admitted>;
  /** Of those of the people who have an account. */
  described(users: readonly ActorId[]): Promise<Map<ActorId, Description>>;
  /** In the place of one that was forgotten; all their sessions end. `given`: by somebody who knows it then. */
  setPassword(user: ActorId, password: string, as: Whose): Promise<void>;
  /** One that was given and never changed opens nothing any more, and ends every session but those of codes (W4). */
  dropGivenPassword(user: ActorId): Promise<void>;
  /** Signs somebody in without a password, in one workspace alone. */
  beginSession(user: ActorId, boundTo: WorkspaceId): Promise<BegunSession>;
  /** Ends those that were begun so for the workspace. */
  endBoundSessions(user: ActorId, boundTo: WorkspaceId): Promise<void>;
  /** Counts an attempt to come in by something that could be guessed; a problem when there were too many. */
  attempt(c: Context): Promise<Attempt>;
};

/** `cookie`: as it is set in the browser, but for `Secure`. */
export type BegunSession = { readonly sessionId: string; readonly cookie: string };

/** `hasFirstPassword`: the one that was given opens the account. */
export type Admitted = { readonly userId: ActorId; readonly hasFirstPassword: boolean };

export type Newcomer = Description & {
  /** Without one, somebody signs in by the organisation's own sign-on alone. */
  readonly password?: string | undefined;
};
export type Description = { readonly name: string; readonly mail: string };
