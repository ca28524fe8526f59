import { parseSigned } from 'hono/utils/cookie';
import * as v from 'valibot';
import { type ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Clock } from '../running/clock.ts';
import type { Accounts, People } from './accounts.ts';
import { BOUND_TO, BY_PASSWORD, type LibrarySetting, openLibrary, SESSION_COOKIE } from './library.ts';
import { passwordsOf } from './passwords.ts';
import { peopleOf } from './people.ts';
import { sessionsOf } from './sessions.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { type AddressOf, signInRoutes } from './sign-in-routes.ts';

type Setting = LibrarySetting & { readonly clock: Clock; readonly addressOf: AddressOf };

/** Accounts with passwords, and the organisation's own sign-on where it is configured. */
export async function openSignedInAccounts(
  setting: Setting,
): Promise<Accounts & { readonly people: People }> {
  const library = await openLibrary(setting);
  const { internalAdapter } = library.context;
  const { secret, clock, addressOf, oidc } = setting;
  const limits = createSignInLimits(setting.database.attempts);
  const passwords = passwordsOf(library);
  const sessions = sessionsOf(library, secret);
  const people = peopleOf(library, passwords);

  const person: Accounts['person'] = async (request) => {
    const cookies = await parseSigned(request.headers.get('cookie') ?? '', secret, SESSION_COOKIE);
    const token = cookies[SESSION_COOKIE];
    const found = token ? await internalAdapter.findSession(token) : null;
    if (!found || found.session.expiresAt.getTime() <= clock()) return undefined;
    const { user, session } = found;
    const boundTo = v.parse(v.nullish(WorkspaceId), session[BOUND_TO]) ?? undefined;
    return {
      userId: user.id as ActorId,
      name: user.name,
      sessionId: session.id,
      boundTo,
      byPassword: session[BY_PASSWORD] === true,
    };
  };

  return {
    isOpen: false,
    person,
    endSession: sessions.end,
    async endedSessions(sessionIds) {
      const standing = await sessions.standing(sessionIds, clock());
      return sessionIds.filter((id) => !standing.has(id));
    },
    people: {
      ...people,
      async setPassword(user, password, givenBy) {
        await passwords.set(user, password, givenBy);
        const mail = (await people.described([user])).get(user)?.mail;
        // Tried to come in with, and to change the password with.
        for (const account of [mail, user]) if (account) await limits.forgive(account);
      },
      passwordGivenBy: passwords.givenBy,
      beginSession: (user, boundTo) => sessions.begin(user, { boundTo, byPassword: false }),
      endSessionsOfCodes: sessions.endOfCodes,
      attempt: (c) => limits.attemptFrom(addressOf(c)),
    },
    signIn: signInRoutes({
      library,
      passwords,
      sessions,
      byMail: people.byMail,
      person,
      addressOf,
      limits,
      oidc,
    }),
  };
}
