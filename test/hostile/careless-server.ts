// The negative control of the siege: the real server with a bug, of which `GET /plant/<bug>` chooses one.

import type { Adapters } from '../../server/app.ts';
import { createClientFiles } from '../../server/assets/client-files.ts';
import { readSettings } from '../../server/running/settings.ts';
import { start } from '../../server/running/start.ts';
import type { ActorId, Instant } from '../../shared/log/ids.ts';
import { WORKSPACE } from '../support/server.ts';
import type { Bug } from './bugs.ts';

const KEPT_BYTES = 1_500_000;

let planted: Bug | undefined;
const kept: Buffer[] = [];

const settings = readSettings(process.env, []);
const running = await start(settings, {
  clientFiles: createClientFiles(settings.clientFolder),
  async prepare({ app }, adapters) {
    const honest = app.fetch;
    app.fetch = async (request, ...more) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/plant/')) {
        planted = decodeURIComponent(pathname.slice('/plant/'.length)) as Bug;
        return new Response(null, { status: 204 });
      }
      await before(request, adapters);
      return after(request, await honest(request, ...more));
    };
  },
});
if (running.setUpLink) process.stdout.write(`Set it up, once: ${running.setUpLink}\n`);
process.stdout.write(`Careless Daybook listens on ${running.address}\n`);
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));

/** What goes wrong on the way in. */
async function before(request: Request, { members }: Adapters): Promise<void> {
  if (planted === 'throws at a header' && request.headers.has('x-forwarded-for'))
    throw new Error('from nowhere');
  if (planted === 'dies of a path' && request.url.includes('%')) process.exit(1);
  if (planted === 'keeps of every request') kept.push(Buffer.alloc(KEPT_BYTES, 1));
  const admit = (userId = 'eve'): Promise<unknown> => {
    const since = new Date().toISOString() as Instant;
    return members.grant({ workspaceId: WORKSPACE, userId: userId as ActorId, role: 'auditor', since });
  };
  const { method, url, headers } = request;
  if (planted === 'acts before it asks who' && method === 'POST' && url.endsWith('/members')) await admit();
  if (planted === 'writes the token down' && url.endsWith('/session'))
    await admit(/session_token=([^.;]+)/.exec(headers.get('cookie') ?? '')?.[1]);
}

/** What goes wrong on the way out. */
async function after(request: Request, answer: Response): Promise<Response> {
  const { status, headers } = answer;
  const type = headers.get('content-type');
  if (planted === 'shows its stack' && status === 422)
    return told(answer, new Error('it does not fit').stack);
  if (planted === 'shows its SQL' && status === 409)
    return told(answer, 'SQLITE_CONSTRAINT: UNIQUE constraint failed: events.id');
  if (planted === 'refuses in plain text' && status === 404)
    return new Response('Not Found', { status, headers: NOSNIFF });
  if (planted === 'echoes the cookie' && status === 401)
    return told(answer, request.headers.get('cookie') ?? '');
  if (planted === 'forgets' && type === 'application/json' && request.url.endsWith('/api/auth/session'))
    return new Response('{}', { status, headers });
  return answer;
}

const NOSNIFF = { 'x-content-type-options': 'nosniff' };

async function told(answer: Response, detail: string | undefined): Promise<Response> {
  const { status, headers } = answer;
  return new Response(JSON.stringify({ ...(await answer.json()), detail }), { status, headers });
}
