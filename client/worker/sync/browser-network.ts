import type { Network } from './http-transport.ts';

/** The network as a worker of the browser has it. */
export const BROWSER_NETWORK: Network = {
  fetch: (path, init) => fetch(path, init),
  online: () => navigator.onLine,
  openFeed: (path) => new EventSource(path),
};
