import { parseSigned, serializeSigned } from 'hono/utils/cookie';
import * as v from 'valibot';
import { type ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Clock } from '../running/clock.ts';
import type { Accounts, BegunSession, People } from './accounts.ts';
import {
  BOUND_TO,
  COOKIE_ATTRIBUTES,
  type Library,
  type LibrarySetting,
  openLibrary,
  SESSION_COOKIE,
  SESSION_SECONDS,
} from './library.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { type AddressOf, signInRoutes } from './sign-in-routes.ts';

type Setting = LibrarySetting & { readonly clock: Clock; readonly addressOf: AddressOf };

/** Accounts with passwords, and the organisation's own sign-on where it is configured. */
export async function openSignedInAccounts(
  setting: Setting,
): Promise<Accounts & { readonly people: People }> {
  const library = await openLibrary(setting);
  const { internalAdapter, adapter } = library.context;
  const { secret, clock } = setting;
  const limits = createSignInLimits(setting.database.attempts);

  const person: Accounts['person'] = async (request) => {
    const cookies = await parseSigned(request.headers.get('cookie') ?? '', secret, SESSION_COOKIE);
    const token = cookies[SESSION_COOKIE];
    const found = token ? await internalAdapter.findSession(token) : null;
    if (!found || found.session.expiresAt.getTime() <= clock()) return undefined;
    const { user, session } = found;
    const boundTo = v.safeParse(WorkspaceId, session[BOUND_TO]);
    return {
      userId: user.id as ActorId,
      name: user.name,
      sessionId: session.id,
      ...(boundTo.success && { boundTo: boundTo.output }),
    };
  };

  return {
    isOpen: false,
    person,
    async endSession(sessionId) {
      await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: sessionId }] });
    },
    people: {
      ...peopleOf(library),
      beginSession: (user, boundTo) => beginSession(library, secret, { user, boundTo }),
      attempt: (c) => limits.attemptFrom(setting.addressOf(c)),
    },
    signIn: signInRoutes({
      library,
      person,
      addressOf: setting.addressOf,
      limits,
      hasOidc: setting.oidc !== undefined,
    }),
  };
}

async function beginSession(
  { context: { internalAdapter } }: Library,
  secret: string,
  { user, boundTo }: { readonly user: ActorId; readonly boundTo: WorkspaceId },
): Promise<BegunSession> {
  const { id, token } = await internalAdapter.createSession(user, false, { [BOUND_TO]: boundTo });
  const attributes = { ...COOKIE_ATTRIBUTES, maxAge: SESSION_SECONDS };
  return { sessionId: id, cookie: await serializeSigned(SESSION_COOKIE, token, secret, attributes) };
}

function peopleOf({
  context: { internalAdapter, adapter, password: passwords },
}: Library): Pick<People, 'admit' | 'described'> {
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
