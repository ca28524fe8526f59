import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** The same engine without windows: a test takes half of the processor time in it. */
const SHELLS = ['/usr/bin/chromium-headless-shell'];

/**
 * In which tests drive the app: Chromium's shell where it is installed and no browser was chosen. It has neither
 * Chromium's own pages nor its lock on a profile: who wants those finds the whole browser.
 */
export function findShell(): string {
  const shell = process.env.CHROMIUM_PATH ? undefined : SHELLS.find((place) => existsSync(place));
  return shell ?? findChromium();
}

/** The path of a browser of the Chromium family; throws with what to install when there is none. */
export function findChromium(): string {
  const found = installedChromium();
  if (found) return found;
  throw new Error(
    'No Chromium found. Install one (Debian, Ubuntu: apt-get install -y --no-install-recommends chromium; ' +
      'elsewhere: npx playwright install chromium), or set CHROMIUM_PATH to a Chromium, Chrome or Edge.',
  );
}

/** The same, or undefined when there is none; throws when CHROMIUM_PATH names a file that does not exist. */
export function installedChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, which does not exist.`);
  return chosen || [...PLACES, chromium.executablePath()].find((place) => existsSync(place));
}

/** How every test launches it: silent on the network, and without the sandbox where root forbids it. */
export function chromiumLaunch(executablePath = findShell()) {
  return {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
