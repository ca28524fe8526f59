import { BROWSER_TIMER } from '../timer.ts';
import type { Network } from './http-transport.ts';

/** The network as a worker of the browser has it. */
export const BROWSER_NETWORK: Network = {
  timer: BROWSER_TIMER,
  fetch: (path, init) => fetch(path, init),
  online: () => navigator.onLine,
  openFeed: (path) => new EventSource(path),
  sha256: (bytes) => crypto.subtle.digest('SHA-256', bytes),
};
