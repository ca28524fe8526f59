import type { ActorId } from '../../shared/log/ids.ts';
import { BOUND_TO, GIVEN, type Library } from './library.ts';

// An account has one password at most, kept as its hash. Each is hashed with chance of its own, so the same hash is the
// same password, set once: whoever writes on the strength of one that they read names its hash.
//
//   another is set   the new hash ──▶ all sessions end
//   somebody comes   is it right? ──▶ the hash ──▶ a session ──▶ the hash again: is it another, the session ends
//
// So of the two at once none leaves a session that the old password began.

export type Passwords = {
  /** In the place of any that there was; all sessions of the account end. */
  set(user: ActorId, password: string, as: Whose): Promise<void>;
  /** Undefined, and nothing is done, where `current` is wrong, or somebody set another one meanwhile. */
  change(
    user: ActorId,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<Mark | undefined>;
  /** Of the one that counts now. */
  mark(user: ActorId): Promise<Mark | undefined>;
  /** Where it is a given one it opens nothing any more, and what it has opened ends. */
  dropGiven(user: ActorId): Promise<void>;
};
/** Another password has another one. */
export type Mark = string;
/** `given`: who gave it knows it too, until it is changed. */
export type Whose = 'own' | 'given';

/** How the library calls this way in. */
const PASSWORD = 'credential';
type Kept = { readonly password: string | null; readonly [GIVEN]: boolean | null };

export function passwordsOf({
  context: { internalAdapter, adapter, password: hashes },
}: Pick<Library, 'context'>): Passwords {
  const rowOf = (userId: ActorId) => [
    { field: 'userId', value: userId },
    { field: 'providerId', value: PASSWORD },
  ];
  const kept = (userId: ActorId) => adapter.findOne<Kept>({ model: 'account', where: rowOf(userId) });
  const replace = async (userId: ActorId, hash: string, next: Kept): Promise<void> => {
    const where = [...rowOf(userId), { field: 'password', value: hash }];
    await adapter.updateMany({ model: 'account', where, update: next });
  };
  /** Those of an enrolment code go no further than the workspace that made it (W10). */
  const endUnbound = async (userId: ActorId): Promise<void> => {
    const where = [
      { field: 'userId', value: userId },
      { field: BOUND_TO, value: null },
    ];
    await adapter.deleteMany({ model: 'session', where });
  };

  return {
    async set(userId, password, as) {
      const next = { password: await hashes.hash(password), [GIVEN]: as === 'given' };
      if (await kept(userId))
        await adapter.updateMany({ model: 'account', where: rowOf(userId), update: next });
      else await internalAdapter.linkAccount({ userId, providerId: PASSWORD, accountId: userId, ...next });
      // After it: whoever has come in by the old one until then goes as well.
      await internalAdapter.deleteUserSessions(userId);
    },

    async change(userId, { current, next }) {
      const hash = (await kept(userId))?.password;
      if (!hash || !(await hashes.verify({ hash, password: current }))) return undefined;
      const password = await hashes.hash(next);
      await replace(userId, hash, { password, [GIVEN]: false });
      if ((await kept(userId))?.password !== password) return undefined;
      await internalAdapter.deleteUserSessions(userId);
      return password;
    },

    mark: async (userId) => (await kept(userId))?.password ?? undefined,

    async dropGiven(userId) {
      const found = await kept(userId);
      if (!found?.password || !found[GIVEN]) return;
      // Before it, so that none outlives it, should this server end in between; and after it, for one that was begun
      // meanwhile.
      await endUnbound(userId);
      await replace(userId, found.password, { password: null, [GIVEN]: false });
      await endUnbound(userId);
    },
  };
}
