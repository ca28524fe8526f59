import { hash } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Chance } from '../running/clock.ts';

const COOKIE = 'daybook-device';
const TOKEN_BYTES = 32;
/** As long as browsers allow. A device in use gets it anew each day. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** Where a cookie counts; without one, for the browser's only device. */
export type Place = { readonly workspaceId: string; readonly userId: string };

export function newToken(chance: Chance): string {
  return Buffer.from(chance(TOKEN_BYTES)).toString('base64url');
}

export function hashToken(token: string): string {
  return hash('sha256', token);
}

export function tokenOf(c: Context, place?: Place): string | undefined {
  return getCookie(c, cookieName(place));
}

/** Only over plain HTTP on this machine a cookie may be without `Secure`. */
export function giveCookie(c: Context, cookie: string): void {
  const secure = isLoopback(new URL(c.req.url).hostname) ? '' : '; Secure';
  c.header('set-cookie', `${cookie}${secure}`, { append: true });
}

/** Out of reach of scripts and of other sites. */
export function giveToken(c: Context, token: string, place?: Place): void {
  const secure = !isLoopback(new URL(c.req.url).hostname);
  setCookie(c, cookieName(place), token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    path: place ? `/api/workspaces/${place.workspaceId}` : '/api',
    maxAge: MAX_AGE_SECONDS,
  });
}

function cookieName(place: Place | undefined): string {
  return place ? `${COOKIE}-${place.userId}` : COOKIE;
}

export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(hostname);
}
