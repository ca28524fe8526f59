import './running/node-version.ts';
import { createClientFiles } from './assets/client-files.ts';
import { fillWithSamples } from './demo/fill.ts';
import { ensureClient } from './running/build-client.ts';
import { readSettings } from './running/settings.ts';
import { complain, start, stopOnSignal } from './running/start.ts';

try {
  const settings = readSettings(process.env, process.argv.slice(2));
  ensureClient(settings.clientFolder);
  const running = await start(settings, {
    clientFiles: createClientFiles(settings.clientFolder),
    ...(settings.isDemo && { prepare: fillWithSamples }),
  });
  stopOnSignal(running);
  process.stdout.write(`Daybook listens on ${running.address}\n`);
} catch (error) {
  complain(error);
}
