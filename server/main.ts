import './running/node-version.ts';
import { createClientFiles } from './assets/client-files.ts';
import { demoAccountLines } from './demo/accounts.ts';
import { prepareDemo } from './demo/prepare.ts';
import { ensureClient } from './running/build-client.ts';
import { complain } from './running/complain.ts';
import { readSettings } from './running/settings.ts';
import { start, stopOnSignal } from './running/start.ts';

try {
  const settings = readSettings(process.env, process.argv.slice(2));
  ensureClient(settings.clientFolder);
  const running = await start(settings, {
    clientFiles: createClientFiles(settings.clientFolder),
    ...(settings.isDemo && { prepare: prepareDemo }),
  });
  stopOnSignal(running);
  if (running.setUpLink) process.stdout.write(`Set it up, once: ${running.setUpLink}\n`);
  if (settings.isDemo && settings.accounts) process.stdout.write(demoAccountLines());
  process.stdout.write(`Daybook listens on ${running.address}\n`);
} catch (error) {
  complain(error);
}
