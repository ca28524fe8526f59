import { type Random, random } from '../support/random.ts';
import { changing, post, reading } from './everyday-requests.ts';
import { forgedPush, type Situation } from './hostile-commits.ts';
import { hostileTexts } from './hostile-texts.ts';
import { accountOf, type Organisation, type Persona } from './organisation.ts';
import { bytesOf, type Draft, draftOf, withHeader } from './requests.ts';
import { spoiltBytes } from './spoilt-bytes.ts';
import { jsonOf, spoiltText, spoiltValue } from './spoilt-json.ts';
import {
  bombed,
  forgedCookies,
  spoiltHeaders,
  spoiltMethod,
  spoiltPath,
  spoiltQuery,
} from './spoilt-requests.ts';
import type { Message } from './wire.ts';

/** How many of a hundred requests are of a kind. */
const DECK = {
  'a member of the wrong kind': 26,
  'no well-formed JSON': 9,
  'a forged commit': 17,
  'a strange path': 11,
  'a strange header': 13,
  'a strange query': 5,
  'another method': 5,
  'a forged cookie': 4,
  'the accounts': 5,
  'broken on the wire': 4,
  'far too much': 1,
} as const;
export type Kind = keyof typeof DECK;
export const KINDS = Object.keys(DECK) as Kind[];
const CARDS = KINDS.flatMap((kind) => Array<Kind>(DECK[kind]).fill(kind));

export type HostileRequest = Message & { readonly kind: Kind; readonly draft: Draft };
type Asked = {
  readonly organisation: Organisation;
  readonly persona: Persona;
  readonly host: string;
  readonly seed: number;
  readonly index: number;
};

/** What somebody who means no good sends: the seed and the index decide all of it. */
export function hostileRequest({ organisation, persona, host, seed, index }: Asked): HostileRequest {
  const chance = random((seed * 1_000_003 + index) >>> 0);
  const kind = chance.pick(CARDS);
  const situation = { organisation, persona, chance, index };
  const draft = draftFor(kind, situation, host);
  const isWhole = kind !== 'broken on the wire';
  const bytes = isWhole ? bytesOf(draft) : spoiltBytes(draft, chance);
  return { kind, draft, bytes, method: draft.method, isWhole };
}

function draftFor(kind: Kind, situation: Situation, host: string): Draft {
  const { persona, chance } = situation;
  const toChange = changing(situation);
  const change = draftOf(toChange, persona, host);
  const any = chance.chance(0.4) ? change : draftOf(reading(situation), persona, host);
  switch (kind) {
    case 'a member of the wrong kind':
      return { ...change, body: Buffer.from(jsonOf(spoiltValue(toChange.value ?? {}, chance))) };
    case 'no well-formed JSON':
      return { ...change, body: spoiltText(jsonOf(toChange.value ?? {}), chance) };
    case 'a forged commit':
      return draftOf(forgedPush(situation), persona, host);
    case 'a strange path':
      return spoiltPath(any, chance);
    case 'a strange header':
      return spoiltHeaders(any, chance);
    case 'a strange query':
      return spoiltQuery(any, chance);
    case 'another method':
      return spoiltMethod(any, chance);
    case 'a forged cookie':
      return withHeader(any, 'Cookie', chance.pick(forgedCookies(persona.cookie, chance)));
    case 'the accounts':
      return toTheAccounts(situation, host);
    case 'broken on the wire':
      return draftOf(chance.chance(0.5) ? forgedPush(situation) : reading(situation), persona, host);
    case 'far too much':
      return bombed(change, chance);
  }
}

/** What the library behind the accounts can do, as far as it may be asked, and all that it may not. */
const UNASKED = [
  ...[
    'sign-up/email',
    'get-session',
    'list-sessions',
    'revoke-session',
    'revoke-sessions',
    'update-user',
    'delete-user',
  ],
  ...[
    'request-password-reset',
    'reset-password',
    'verify-email',
    'send-verification-email',
    'change-email',
    'list-accounts',
  ],
  ...[
    'link-social',
    'unlink-account',
    'get-access-token',
    'refresh-token',
    'account-info',
    'update-session',
    'error',
    'ok',
  ],
  ...[
    'sign-in/social',
    'sign-in/oauth2',
    'oauth2/callback/oidc',
    'oauth2/link',
    'callback/github',
    'admin/list-users',
  ],
];

function toTheAccounts({ persona, chance, index }: Situation, host: string): Draft {
  const { email, password } = accountOf(chance.pick([persona.name, 'administrator', `somebody-${index}`]));
  const text = chance.pick(hostileTexts);
  const query = `state=${encodeURIComponent(text.toWellFormed())}&code=${index}&error=${chance.pick(['', 'denied', '<b>'])}`;
  // Not made of a cookie that counts: the session that it names would really end.
  const nobody = { ...persona, cookie: chance.pick(forgedCookies('daybook.session_token=x', chance)) };
  const draft = chance.pick<() => Draft>([
    () =>
      draftOf(
        post(`/api/auth/${chance.pick(UNASKED)}`, {
          email,
          password,
          newPassword: password,
          name: 'Eve',
          token: text,
          provider: 'oidc',
          callbackURL: 'http://evil.example',
        }),
        persona,
        host,
      ),
    () =>
      draftOf(
        { method: 'GET', target: `/api/auth/${chance.pick(UNASKED)}?token=x&callbackURL=//evil.example` },
        persona,
        host,
      ),
    () =>
      draftOf({ method: 'GET', target: `/api/auth/callback/oidc?${query}`.slice(0, 8_000) }, persona, host),
    () =>
      draftOf(
        post(`/api/auth/${chance.pick(['sign-out', 'sign-out-everywhere', 'change-password'])}`, {
          currentPassword: password,
          newPassword: text,
        }),
        nobody,
        host,
      ),
    () =>
      draftOf(
        post('/api/auth/sign-in/email', {
          email: chance.pick([email, text]),
          password: chance.pick(['', '', text, `not ${password}`]),
        }),
        persona,
        host,
      ),
    () =>
      draftOf(
        post('/api/auth/sign-in/oidc', { callbackURL: 'http://evil.example', provider: text }),
        persona,
        host,
      ),
  ])();
  return withHeader(draft, 'X-Forwarded-For', addressOf(chance));
}

/** Of a network of thousands: the limits of one address would keep everybody else out. */
function addressOf(chance: Random): string {
  return `10.${chance.whole(0, 255)}.${chance.whole(0, 255)}.${chance.whole(0, 255)}`;
}
