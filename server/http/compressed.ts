import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';

/** Below this, compressing costs more than it saves. */
const WORTH_COMPRESSING_BYTES = 2_048;
/** Fast: pages are read once. */
const LEVEL = 4;

const gzipped = promisify(gzip);

export function acceptsGzip(c: Context): boolean {
  return /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
}

/** JSON text as an answer, compressed where that is worth it. */
export async function jsonText(c: Context, json: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', vary: 'accept-encoding' };
  if (json.length < WORTH_COMPRESSING_BYTES || !acceptsGzip(c)) return c.body(json, 200, headers);
  const body = new Uint8Array(await gzipped(json, { level: LEVEL }));
  return c.body(body, 200, { ...headers, 'content-encoding': 'gzip' });
}
