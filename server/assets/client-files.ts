import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { problemResponse, requestProblem } from '../http/request-problem.ts';

const NO_SUCH_RANGE = 416;
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The built app. Files in `assets/` carry a hash in their name and may be kept for ever; everything else is asked
 * for again each time. Any other path opens the app, which knows its own addresses (deep links).
 */
export function createClientFiles(folder: string): Hono {
  const files = new Hono();
  files.use(compress());
  files.use(async (c, next) => {
    await next();
    if (c.res.status === NO_SUCH_RANGE) {
      c.res = undefined;
      c.res = problemResponse(requestProblem('malformed', NO_SUCH_RANGE, { detail: 'range' }));
    }
    c.header('cache-control', c.res.ok && c.req.path.startsWith('/assets/') ? FOR_EVER : 'no-cache');
  });
  const serve = serveStatic({ root: folder });
  files.get('*', (c, next) => (isPublic(c.req.path) ? serve(c, next) : next()));
  files.get('*', async (c, next) => {
    const opensApp = c.req.header('accept')?.includes('text/html') && !/\.[a-z0-9]+$/i.test(c.req.path);
    return opensApp ? c.html(await readFile(join(folder, 'index.html'), 'utf8')) : next();
  });
  return files;
}

/** Dot files are the build's own business. */
function isPublic(path: string): boolean {
  return !path.includes('/.');
}
