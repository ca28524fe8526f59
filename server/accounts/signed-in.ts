import { parseSigned } from 'hono/utils/cookie';
import type { ActorId } from '../../shared/log/ids.ts';
import type { Clock } from '../running/clock.ts';
import type { Accounts, People } from './accounts.ts';
import { type Library, type LibrarySetting, openLibrary, SESSION_COOKIE } from './library.ts';
import { type AddressOf, signInRoutes } from './sign-in-routes.ts';

type Setting = LibrarySetting & { readonly clock: Clock; readonly addressOf: AddressOf };

/** Accounts with passwords, and the organisation's own sign-on where it is configured. */
export async function openSignedInAccounts(
  setting: Setting,
): Promise<Accounts & { readonly people: People }> {
  const library = await openLibrary(setting);
  const { internalAdapter, adapter } = library.context;
  const { secret, clock } = setting;

  const person: Accounts['person'] = async (request) => {
    const cookies = await parseSigned(request.headers.get('cookie') ?? '', secret, SESSION_COOKIE);
    const token = cookies[SESSION_COOKIE];
    const found = token ? await internalAdapter.findSession(token) : null;
    if (!found || found.session.expiresAt.getTime() <= clock()) return undefined;
    const { user, session } = found;
    return { userId: user.id as ActorId, name: user.name, sessionId: session.id };
  };

  return {
    isOpen: false,
    person,
    async endSession(sessionId) {
      await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: sessionId }] });
    },
    people: peopleOf(library),
    signIn: signInRoutes({
      library,
      person,
      addressOf: setting.addressOf,
      hasOidc: setting.oidc !== undefined,
    }),
  };
}

function peopleOf({ context: { internalAdapter, adapter, password: passwords } }: Library): People {
  return {
    async admit({ mail, name, password }) {
      const email = mail.toLowerCase();
      const known = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
      const user =
        known?.user ??
        (await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' }));
      const hasPassword = known?.accounts.some(({ providerId }) => providerId === 'credential');
      if (password !== undefined && !hasPassword) {
        const hash = await passwords.hash(password);
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: hash,
        });
      }
      return user.id as ActorId;
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
