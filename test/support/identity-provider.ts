import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An organisation's own sign-on, as OpenID Connect has it, on loopback: it lets in whom the test names. */
export type IdentityProvider = {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** What a browser gets that is sent there: where it is sent on to. */
  authorize(url: string, who: Identity): string;
  /** Whom it takes a real browser for from now on; nobody: it says no. */
  expect(who: Identity | undefined): void;
  /** From now on it takes connections and what is asked, and answers nothing more, not even that. */
  fallSilent(): void;
  close(): Promise<void>;
  /** Where it was. */
  openAgain(): Promise<void>;
};

/** `isVerified`: what it says of the address; undefined: nothing. */
export type Identity = {
  readonly mail: string;
  readonly name: string;
  readonly isVerified?: boolean | undefined;
  /** Its own name for them; else their address. */
  readonly subject?: string;
};

type Grant = Identity & {
  readonly challenge: string;
  readonly nonce: string;
};

const client = { clientId: 'daybook', clientSecret: 'known to both' };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let issuer = '';
  let expected: Identity | undefined;
  let isSilent = false;

  function authorize(url: string, who: Identity): string {
    const asked = new URL(url).searchParams;
    const code = randomUUID();
    const [challenge, nonce] = [asked.get('code_challenge') ?? '', asked.get('nonce') ?? ''];
    grants.set(code, { isVerified: true, ...who, challenge, nonce });
    return backFrom(asked, { code });
  }

  const token = (claims: object): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };

  const pages: Record<string, (body: URLSearchParams) => object | undefined> = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/keys': () => ({ keys: [jwk] }),
    '/token': (body) => {
      const grant = grants.get(body.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(body.get('code_verifier') ?? '')
        .digest('base64url');
      if (grant?.challenge !== challenge) return undefined;
      const { mail, name, nonce, isVerified, subject = mail } = grant;
      const now = Math.floor(Date.now() / 1_000);
      const claims = { iss: issuer, aud: client.clientId, sub: subject, iat: now, exp: now + 300 };
      const verified = isVerified === undefined ? {} : { email_verified: isVerified };
      const person = { email: mail, name, ...verified, ...(nonce && { nonce }) };
      return { access_token: randomUUID(), token_type: 'Bearer', id_token: token({ ...claims, ...person }) };
    },
  };

  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isSilent) return;
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://x');
    if (url.pathname === '/authorize') {
      const refused = { error: 'access_denied' };
      const location = expected ? authorize(url.href, expected) : backFrom(url.searchParams, refused);
      return void response.writeHead(302, { location }).end();
    }
    const page = pages[url.pathname]?.(new URLSearchParams(body));
    response.writeHead(page ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(page ?? { error: 'invalid_grant' }));
  }
  issuer = await listening(server);
  return {
    issuer,
    client,
    authorize,
    expect: (who) => {
      expected = who;
    },
    fallSilent() {
      isSilent = true;
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async openAgain() {
      await listening(server, Number(new URL(issuer).port));
    },
  };
}

function backFrom(asked: URLSearchParams, said: Record<string, string>): string {
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ ...said, state: asked.get('state') ?? '' }).toString();
  return back.href;
}

async function listening(server: Server, port = 0): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
