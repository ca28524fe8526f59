import type { Context, Hono } from 'hono';
import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
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
  /** The only workspace that the session is for: a code of it (W10) or a password from there (W4) began it. */
  readonly boundTo?: WorkspaceId | undefined;
  readonly byPassword: boolean;
};

/** Everybody who has an account, whatever they may do with it. */
export type People = {
  /** Whose mail address it is, or somebody new, with a password that the workspace gives. One that there is stays. */
  admit(somebody: Newcomer, workspace: WorkspaceId): Promise<Admitted>;
  /** Of those of the people who have an account. */
  described(users: readonly ActorId[]): Promise<Map<ActorId, Description>>;
  /** In the place of one that was forgotten. It opens the workspace that gave it alone; null: all of theirs (W4). */
  setPassword(user: ActorId, password: string, givenBy: WorkspaceId | null): Promise<void>;
  /** Undefined where there is none, or one that is bound to nothing. */
  passwordGivenBy(user: ActorId): Promise<WorkspaceId | undefined>;
  /** Signs somebody in without a password, in one workspace alone. */
  beginSession(user: ActorId, boundTo: WorkspaceId): Promise<BegunSession>;
  /** Ends those that were begun so for the workspace. */
  endSessionsOfCodes(user: ActorId, boundTo: WorkspaceId): Promise<void>;
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
