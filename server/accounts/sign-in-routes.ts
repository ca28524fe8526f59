import { type Context, Hono } from 'hono';
import type { ActorId } from '../../shared/log/ids.ts';
import { ChangePassword, type SignedIn, SignIn, type SignOnFailure } from '../../shared/sync/people.ts';
import { giveCookie } from '../access/token.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { type RequestProblem, requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { Accounts, Person } from './accounts.ts';
import { type Library, SIGN_ON_FAILED } from './library.ts';
import type { Mark, Passwords } from './passwords.ts';
import { endSessions, type Reach, type Sessions } from './sessions.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { OIDC, type SignOn, signOnAnswers } from './sign-on.ts';

export type AddressOf = (c: Context) => string;

type SignInRoutes = {
  readonly library: Library;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly byMail: (mail: string) => Promise<ActorId | undefined>;
  readonly person: Accounts['person'];
  readonly addressOf: AddressOf;
  readonly limits: SignInLimits;
  readonly oidc: SignOn | undefined;
};

/**
 * Of what the library answers only its cookies and its status go on: no body holds a token, whatever a newer version
 * of the library may put into it. What is not named here cannot be asked.
 */
export function signInRoutes(setting: SignInRoutes): Hono {
  const { library, passwords, sessions, byMail, person, addressOf, limits, oidc } = setting;
  const { api } = library;
  const app = new Hono();

  const signedIn = async (c: Context): Promise<Person> => {
    const found = await person(c.req.raw);
    if (!found) throw requestProblem('sign-in', 401);
    return found;
  };

  /** The cookie of a new session. Undefined, and there is none, where another password was set meanwhile. */
  const begin = async (user: ActorId, mark: Mark, reach: Reach): Promise<string | undefined> => {
    const { sessionId, cookie } = await sessions.begin(user, reach);
    if ((await passwords.mark(user)) === mark) return cookie;
    await sessions.end(sessionId);
    return undefined;
  };

  route(app, '/ways', { GET: (c) => c.json({ password: true, oidc: oidc !== undefined }) });

  route(app, '/sign-in/email', {
    async POST(c) {
      const { email, password } = fitting(SignIn, await readJson(c.req.raw));
      const attempt = await limits.attempt(email.toLowerCase(), addressOf(c));
      const user = await byMail(email);
      const opened = await passwords.opens(user, password);
      const reach = { boundTo: opened?.boundTo ?? null, byPassword: true };
      const cookie = user && opened && (await begin(user, opened.mark, reach));
      if (!cookie) throw requestProblem('credentials', 401);
      await attempt.succeeded();
      giveCookie(c, cookie);
      return c.body(null, 204);
    },
  });

  route(app, '/session', {
    async GET(c) {
      const { userId, name } = await signedIn(c);
      passCookies(c, await api.getSession({ headers: c.req.raw.headers, asResponse: true }));
      return c.json({ userId, name } satisfies SignedIn);
    },
  });

  route(app, '/sign-out', {
    POST: async (c) => done(c, await api.signOut({ headers: c.req.raw.headers, asResponse: true })),
  });

  route(app, '/sign-out-everywhere', {
    async POST(c) {
      const { userId, boundTo, byPassword } = await signedIn(c);
      // Who made its code may be who holds the device (W10).
      if (boundTo && !byPassword) throw requestProblem('not-permitted', 403);
      await endSessions(library, userId, boundTo ?? null);
      return c.body(null, 204);
    },
  });

  route(app, '/change-password', {
    async POST(c) {
      const { userId, sessionId, boundTo = null, byPassword } = await signedIn(c);
      const { currentPassword: current, newPassword: next } = fitting(
        ChangePassword,
        await readJson(c.req.raw),
      );
      const attempt = await limits.attempt(userId, addressOf(c));
      const mark = await passwords.change(userId, { current, next });
      // As far as the one that asked goes, in its place, and no further (W4).
      const cookie = mark && (await begin(userId, mark, { boundTo, byPassword }));
      if (!cookie) throw requestProblem('credentials', 403);
      await sessions.end(sessionId);
      await attempt.succeeded();
      giveCookie(c, cookie);
      return c.body(null, 204);
    },
  });

  if (oidc) oidcRoutes(app, setting, oidc);
  return app;
}

/** The organisation's own sign-on: the browser goes there and comes back. */
function oidcRoutes(
  app: Hono,
  { library: { api, handler }, limits, addressOf }: SignInRoutes,
  oidc: SignOn,
): void {
  route(app, '/sign-in/oidc', {
    async POST(c) {
      await limits.begin(addressOf(c));
      // Nobody is sent to a site that is not there: they would stand before an error of their browser.
      if (!(await signOnAnswers(oidc))) throw unreachable();
      const body = {
        provider: OIDC,
        callbackURL: '/',
        errorCallbackURL: SIGN_ON_FAILED,
        disableRedirect: true,
      };
      const answer = await api.signInSocial({ body, headers: withoutSession(c), asResponse: true });
      // The library has not learnt yet where it is: what it says of itself is not complete.
      if (answer.status === 404) throw unreachable();
      mustBeDone(answer);
      const { url } = (await answer.json()) as { url: string };
      passCookies(c, answer);
      return c.json({ url });
    },
  });

  route(app, `/callback/${OIDC}`, {
    async GET(c) {
      const answer = await handler(c.req.raw);
      passCookies(c, answer);
      return c.redirect(placeAfter(answer.headers.get('location') ?? SIGN_ON_FAILED));
    },
  });
}

function unreachable(): RequestProblem {
  return requestProblem('sign-on-unreachable', 503, { headers: { 'retry-after': '60' } });
}

/** What the library says of a failure, in the app's own words. */
const FAILURES: Readonly<Record<string, SignOnFailure>> = {
  signup_disabled: 'not-admitted',
  email_not_found: 'no-mail',
  unable_to_link_account: 'other-person',
};

function placeAfter(location: string): string {
  if (!location.startsWith(SIGN_ON_FAILED)) return location;
  const why = new URLSearchParams(location.slice(location.indexOf('?'))).get('error') ?? '';
  return `/?sign-in=${FAILURES[why] ?? ('failed' satisfies SignOnFailure)}`;
}

/** Who signs in is not who was signed in here before. */
function withoutSession(c: Context): Headers {
  const headers = new Headers(c.req.raw.headers);
  headers.delete('cookie');
  return headers;
}

function mustBeDone(answer: Response): void {
  if (!answer.ok) throw new Error(`the accounts answered ${answer.status}`);
}

function done(c: Context, answer: Response): Response {
  mustBeDone(answer);
  passCookies(c, answer);
  return c.body(null, 204);
}

function passCookies(c: Context, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) giveCookie(c, cookie);
}
