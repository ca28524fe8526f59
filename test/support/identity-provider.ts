import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An organisation's own sign-on, as OpenID Connect has it, on loopback: it lets in whom the test names. */
export type IdentityProvider = {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** What a browser gets that is sent there: where it is sent on to. */
  authorize(url: string, who: { readonly mail: string; readonly name: string }): string;
  close(): Promise<void>;
};

type Grant = {
  readonly mail: string;
  readonly name: string;
  readonly challenge: string;
  readonly nonce: string;
};

const client = { clientId: 'daybook', clientSecret: 'known to both' };

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  let issuer = '';

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
      const { mail, name, nonce } = grant;
      const now = Math.floor(Date.now() / 1_000);
      const claims = { iss: issuer, aud: client.clientId, sub: mail, iat: now, exp: now + 300 };
      const person = { email: mail, email_verified: true, name, ...(nonce && { nonce }) };
      return { access_token: randomUUID(), token_type: 'Bearer', id_token: token({ ...claims, ...person }) };
    },
  };

  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const page = pages[new URL(request.url ?? '/', 'http://x').pathname]?.(new URLSearchParams(body));
    response.writeHead(page ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(page ?? { error: 'invalid_grant' }));
  }
  issuer = await listening(server);
  return {
    issuer,
    client,
    authorize(url, who) {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      const [challenge, nonce] = [asked.get('code_challenge') ?? '', asked.get('nonce') ?? ''];
      grants.set(code, { ...who, challenge, nonce });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return back.href;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
