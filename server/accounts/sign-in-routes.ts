import { type Context, Hono } from 'hono';
import { ChangePassword, type SignedIn, SignIn } from '../../shared/sync/people.ts';
import { giveCookie } from '../access/token.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { Accounts, Person } from './accounts.ts';
import { type Library, OIDC } from './library.ts';
import type { SignInLimits } from './sign-in-limits.ts';

export type AddressOf = (c: Context) => string;

type SignInRoutes = {
  readonly library: Library;
  readonly person: Accounts['person'];
  readonly addressOf: AddressOf;
  readonly limits: SignInLimits;
  readonly hasOidc: boolean;
};

/**
 * Of what the library answers only its cookies and its status go on: no body holds a token, whatever a newer version
 * of the library may put into it. What is not named here cannot be asked.
 */
export function signInRoutes({ library, person, addressOf, limits, hasOidc }: SignInRoutes): Hono {
  const { api } = library;
  const app = new Hono();

  const signedIn = async (c: Context): Promise<Person> => {
    const found = await person(c.req.raw);
    if (!found) throw requestProblem('sign-in', 401);
    return found;
  };

  route(app, '/ways', { GET: (c) => c.json({ password: true, oidc: hasOidc }) });

  route(app, '/sign-in/email', {
    async POST(c) {
      const { email, password } = fitting(SignIn, await readJson(c.req.raw));
      const attempt = await limits.attempt(email.toLowerCase(), addressOf(c));
      const headers = withoutSession(c);
      const answer = await api.signInEmail({ body: { email, password }, headers, asResponse: true });
      if (answer.status === 401) throw requestProblem('credentials', 401);
      mustBeDone(answer);
      await attempt.succeeded();
      return done(c, answer);
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
      if ((await signedIn(c)).boundTo) throw requestProblem('not-permitted', 403);
      return done(c, await api.revokeSessions({ headers: c.req.raw.headers, asResponse: true }));
    },
  });

  route(app, '/change-password', {
    async POST(c) {
      const { userId } = await signedIn(c);
      const passwords = fitting(ChangePassword, await readJson(c.req.raw));
      const attempt = await limits.attempt(userId, addressOf(c));
      const body = { ...passwords, revokeOtherSessions: true };
      const answer = await api.changePassword({ body, headers: c.req.raw.headers, asResponse: true });
      if (answer.status === 400) throw requestProblem('credentials', 403);
      mustBeDone(answer);
      await attempt.succeeded();
      return done(c, answer);
    },
  });

  if (hasOidc) oidcRoutes(app, library, (c) => limits.begin(addressOf(c)));
  return app;
}

/** The organisation's own sign-on: the browser goes there and comes back. */
function oidcRoutes(app: Hono, { api, handler }: Library, begin: (c: Context) => Promise<void>): void {
  route(app, '/sign-in/oidc', {
    async POST(c) {
      await begin(c);
      const body = {
        provider: OIDC,
        callbackURL: '/',
        errorCallbackURL: '/?sign-in=failed',
        disableRedirect: true,
      };
      const answer = await api.signInSocial({ body, headers: withoutSession(c), asResponse: true });
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
      return c.redirect(answer.headers.get('location') ?? '/?sign-in=failed');
    },
  });
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
