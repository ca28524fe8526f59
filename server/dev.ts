import './running/node-version.ts';
import { createServer } from 'vite';
import { demoAccountLines } from './demo/accounts.ts';
import { prepareDemo } from './demo/prepare.ts';
import { complain } from './running/complain.ts';
import { readSettings } from './running/settings.ts';
import { start, stopOnSignal } from './running/start.ts';

const API_PORT = '3001';

// The server, and in front of it the bundler's own, which passes `/api` on. Both on this machine alone.
try {
  const { PORT = API_PORT, ...env } = process.env;
  const settings = readSettings({ ...env, PORT, HOST: '127.0.0.1' }, process.argv.slice(2));
  const api = await start(settings, settings.isDemo ? { prepare: prepareDemo } : {});
  process.env.DAYBOOK_API = api.address;
  const vite = await createServer();
  await vite.listen();
  stopOnSignal({
    async stop() {
      await vite.close();
      await api.stop();
    },
  });
  vite.printUrls();
  const [page = ''] = vite.resolvedUrls?.local ?? [];
  if (settings.isDemo && settings.accounts) process.stdout.write(demoAccountLines());
  if (api.setUpLink)
    process.stdout.write(`Set it up, once: ${api.setUpLink.replace(`${api.address}/`, page)}\n`);
} catch (error) {
  complain(error);
}
