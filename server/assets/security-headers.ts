import type { MiddlewareHandler } from 'hono';

const POLICY = [
  "default-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // Text becomes neither markup nor code; `client/page/trusted-types.ts` has the one policy.
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** A browser that was here once comes by TLS alone from then on, for a year; other names of the organisation may not. */
const BY_TLS_ALONE = { 'strict-transport-security': 'max-age=31536000' } as const;

const ALWAYS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

/** On every answer, whatever it is. `isByTls`: browsers know the server by an address of https. */
export function securityHeadersOf(isByTls: boolean): Readonly<Record<string, string>> {
  return { ...ALWAYS, ...(isByTls && BY_TLS_ALONE) };
}

export function securityHeaders(isByTls: boolean): MiddlewareHandler {
  const headers = Object.entries(securityHeadersOf(isByTls));
  return async (c, next) => {
    await next();
    for (const [name, value] of headers) c.header(name, value);
  };
}
