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
import { passwordsOf } from './passwords.ts';
import { peopleOf } from './people.ts';
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
  const passwords = passwordsOf(library);
  const people = peopleOf(library, passwords);
  const begin = (user: ActorId, boundTo?: WorkspaceId) => beginSession(library, secret, { user, boundTo });

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

  const endSession: Accounts['endSession'] = async (sessionId) => {
    await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: sessionId }] });
  };

  return {
    isOpen: false,
    person,
    endSession,
    async endedSessions(sessionIds) {
      const standing = await standingSessions(library, sessionIds, clock());
      return sessionIds.filter((id) => !standing.has(id));
    },
    people: {
      ...people,
      dropGivenPassword: passwords.dropGiven,
      async setPassword(user, password, as) {
        await passwords.set(user, password, as);
        const mail = (await people.described([user])).get(user)?.mail;
        if (mail) await limits.forgive(mail);
      },
      beginSession: begin,
      async endBoundSessions(user, boundTo) {
        const where = [
          { field: 'userId', value: user },
          { field: BOUND_TO, value: boundTo },
        ];
        await adapter.deleteMany({ model: 'session', where });
      },
      attempt: (c) => limits.attemptFrom(setting.addressOf(c)),
    },
    signIn: signInRoutes({
      library,
      passwords,
      byMail: people.byMail,
      begin,
      endSession,
      person,
      addressOf: setting.addressOf,
      limits,
      oidc: setting.oidc,
    }),
  };
}

/** Always so many are asked for at once: a statement of each length would stay prepared. */
const SESSIONS_AT_ONCE = 100;

async function standingSessions(
  { context: { adapter } }: Library,
  ids: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const standing = new Set<string>();
  for (let from = 0; from < ids.length; from += SESSIONS_AT_ONCE) {
    const value = Array.from({ length: SESSIONS_AT_ONCE }, (_, index) => ids[from + index] ?? '');
    const where = [{ field: 'id', operator: 'in' as const, value }];
    type Row = { id: string; expiresAt: Date };
    const rows = await adapter.findMany<Row>({ model: 'session', where, limit: SESSIONS_AT_ONCE });
    for (const { id, expiresAt } of rows) if (expiresAt.getTime() > now) standing.add(id);
  }
  return standing;
}

async function beginSession(
  { context: { internalAdapter } }: Library,
  secret: string,
  { user, boundTo = null }: { readonly user: ActorId; readonly boundTo?: WorkspaceId | null | undefined },
): Promise<BegunSession> {
  const { id, token } = await internalAdapter.createSession(user, false, { [BOUND_TO]: boundTo });
  const attributes = { ...COOKIE_ATTRIBUTES, maxAge: SESSION_SECONDS };
  return { sessionId: id, cookie: await serializeSigned(SESSION_COOKIE, token, secret, attributes) };
}
