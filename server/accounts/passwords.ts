import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import { GIVEN_BY, type Library } from './library.ts';
import { endSessions } from './sessions.ts';

// An account has one password at most, kept as its hash, and beside it for good which workspace gave it: it opens that
// one alone, whoever has changed it since (W4). Each is hashed with chance of its own, so the same hash is the same
// password, set once: whoever writes on the strength of one that they read names its hash.
//
//   another is set   the new hash ──▶ the sessions end that it could have begun
//   somebody comes   is it right? ──▶ the hash ──▶ a session ──▶ the hash again: is it another, the session ends
//
// So of the two at once none leaves a session that the old password began.

export type Passwords = {
  /** What `password` opens, where it is the right one. That nobody is meant takes as long as that it is wrong. */
  opens(user: ActorId | undefined, password: string): Promise<Opened | undefined>;
  /** In the place of any that there was. `givenBy` null: by who runs the server, and bound to nothing. */
  set(user: ActorId, password: string, givenBy: WorkspaceId | null): Promise<void>;
  /** Undefined, and nothing is done, where `current` is wrong, or somebody set another one meanwhile. */
  change(
    user: ActorId,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<Mark | undefined>;
  /** Of the one that counts now. */
  mark(user: ActorId): Promise<Mark | undefined>;
  /** Undefined where there is none, or one that is bound to nothing. */
  givenBy(user: ActorId): Promise<WorkspaceId | undefined>;
};
/** Another password has another one. */
export type Mark = string;
/** `boundTo` null: everything that its person belongs to. */
type Opened = { readonly mark: Mark; readonly boundTo: WorkspaceId | null };

/** How the library calls this way in. */
const PASSWORD = 'credential';
type Kept = { readonly password: string | null; readonly [GIVEN_BY]: WorkspaceId | null };

export function passwordsOf(library: Pick<Library, 'context'>): Passwords {
  const { internalAdapter, adapter, password: hashes } = library.context;
  const rowOf = (userId: ActorId) => [
    { field: 'userId', value: userId },
    { field: 'providerId', value: PASSWORD },
  ];
  const kept = (userId: ActorId) => adapter.findOne<Kept>({ model: 'account', where: rowOf(userId) });
  const opens: Passwords['opens'] = async (userId, password) => {
    const found = userId && (await kept(userId));
    if (!found?.password) {
      await hashes.hash(password);
      return undefined;
    }
    const isRight = await hashes.verify({ hash: found.password, password });
    return isRight ? { mark: found.password, boundTo: found[GIVEN_BY] } : undefined;
  };

  return {
    opens,

    async set(userId, password, givenBy) {
      const next: Kept = { password: await hashes.hash(password), [GIVEN_BY]: givenBy };
      if (await kept(userId))
        await adapter.updateMany({ model: 'account', where: rowOf(userId), update: next });
      else await internalAdapter.linkAccount({ userId, providerId: PASSWORD, accountId: userId, ...next });
      // After it: whoever has come in by the old one until then goes as well.
      await endSessions(library, userId, givenBy);
    },

    async change(userId, { current, next }) {
      const opened = await opens(userId, current);
      if (!opened) return undefined;
      const password = await hashes.hash(next);
      const where = [...rowOf(userId), { field: 'password', value: opened.mark }];
      await adapter.updateMany({ model: 'account', where, update: { password } });
      if ((await kept(userId))?.password !== password) return undefined;
      await endSessions(library, userId, opened.boundTo);
      return password;
    },

    mark: async (userId) => (await kept(userId))?.password ?? undefined,
    givenBy: async (userId) => (await kept(userId))?.[GIVEN_BY] ?? undefined,
  };
}
