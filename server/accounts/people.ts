import type { ActorId } from '../../shared/log/ids.ts';
import type { People } from './accounts.ts';
import type { Library } from './library.ts';

type KeptPeople = Pick<People, 'admit' | 'described' | 'setPassword'> & {
  /** Whose mail address it is. */
  byMail(mail: string): Promise<ActorId | undefined>;
};

/** Everybody who has an account, as the library keeps them. */
export function peopleOf({
  context: { internalAdapter, adapter, password: passwords },
}: Pick<Library, 'context'>): KeptPeople {
  const wayIn = (userId: string, hash: string) =>
    internalAdapter.linkAccount({ userId, providerId: PASSWORD, accountId: userId, password: hash });
  const byMail = async (mail: string) => (await internalAdapter.findUserByEmail(mail.toLowerCase()))?.user;

  return {
    async admit({ mail, name, password }) {
      const known = await byMail(mail);
      const email = mail.toLowerCase();
      const user =
        known ??
        (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' }));
      // A known account is not this administrator's to open: it may be a member elsewhere (W4).
      const hasFirstPassword = password !== undefined && !known;
      if (hasFirstPassword) await wayIn(user.id, await passwords.hash(password));
      return { userId: user.id as ActorId, hasFirstPassword };
    },

    async described(users) {
      const where = [{ field: 'id', operator: 'in' as const, value: [...users] }];
      type Row = { id: string; name: string; email: string };
      const rows =
        users.length === 0 ? [] : await adapter.findMany<Row>({ model: 'user', where, limit: users.length });
      return new Map(rows.map(({ id, name, email }) => [id as ActorId, { name, mail: email }]));
    },

    async setPassword(userId, password) {
      const hash = await passwords.hash(password);
      const ways = await internalAdapter.findAccounts(userId);
      if (ways.some(({ providerId }) => providerId === PASSWORD))
        await internalAdapter.updatePassword(userId, hash);
      else await wayIn(userId, hash);
      // After it: whoever has come in by the old one until then goes as well.
      await internalAdapter.deleteUserSessions(userId);
    },

    byMail: async (mail) => (await byMail(mail))?.id as ActorId | undefined,
  };
}

/** How the library calls this way in. */
const PASSWORD = 'credential';
