import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { answerUnreadable, unreadableRequest } from '../http/unreadable-request.ts';
import { SettingsProblem } from './settings-problem.ts';

/** How long open requests may take once the server is told to stop. */
const STOP_WITHIN_MS = 3_000;
const SWEEP_EVERY_MS = 50;

export type Listening = {
  readonly address: string;
  /** No new connections; resolves when the open ones are done, or were cut off. */
  close(): Promise<void>;
};

/** `isByTls`: browsers know the server by an address of https, before which there is a proxy. */
type At = { readonly host: string; readonly port: number; readonly isByTls?: boolean };

export function listen(app: Hono, { host, port, isByTls = false }: At): Promise<Listening> {
  // A request without a Host is refused there too, in the form of all refusals.
  const server = createServer(
    { requireHostHeader: false },
    getRequestListener(app.fetch, { errorHandler: unreadableRequest(isByTls) }),
  );
  answerUnreadable(server, isByTls);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ address: `http://${name}:${actual}`, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Browsers keep connections open for their next request: each is closed as soon as its answer is out.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
    const cutOff = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cutOff);
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsProblem(`port ${port} is in use; give another one, such as PORT=${port + 1}`);
    case 'EACCES':
      return new SettingsProblem(`port ${port} may not be used; ports below 1024 need special rights`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsProblem(`HOST=${host} is no address of this machine`);
    default:
      return error;
  }
}
