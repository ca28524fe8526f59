import type { ActorId } from '../../shared/log/ids.ts';
import type { People } from './accounts.ts';
import type { Library } from './library.ts';
import type { Passwords } from './passwords.ts';

type KeptPeople = Pick<People, 'admit' | 'described'> & {
  /** Whose mail address it is. */
  byMail(mail: string): Promise<ActorId | undefined>;
};

/** Everybody who has an account, as the library keeps them. */
export function peopleOf(
  { context: { internalAdapter, adapter } }: Pick<Library, 'context'>,
  passwords: Passwords,
): KeptPeople {
  const byMail = async (mail: string): Promise<ActorId | undefined> =>
    (await internalAdapter.findUserByEmail(mail.toLowerCase()))?.user.id as ActorId | undefined;
  const begin = async (email: string, name: string): Promise<ActorId> => {
    const made = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' });
    return made.id as ActorId;
  };

  return {
    byMail,

    async admit({ mail, name, password }, workspace) {
      const known = await byMail(mail);
      const userId = known ?? (await begin(mail.toLowerCase(), name));
      // A known account is not this administrator's to open: it may be a member elsewhere (W4).
      const hasFirstPassword = password !== undefined && !known;
      if (hasFirstPassword) await passwords.set(userId, password, workspace);
      return { userId, hasFirstPassword };
    },

    async described(users) {
      const where = [{ field: 'id', operator: 'in' as const, value: [...users] }];
      type Row = { id: string; name: string; email: string };
      const rows =
        users.length === 0 ? [] : await adapter.findMany<Row>({ model: 'user', where, limit: users.length });
      return new Map(rows.map(({ id, name, email }) => [id as ActorId, { name, mail: email }]));
    },
  };
}
