import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** The side of a proxy that clients see: on loopback, always at the same port. */
export type Front = {
  readonly address: string;
  /** Nobody can connect, and who was connected no longer is, for so many milliseconds. */
  goDown(milliseconds: number): Promise<void>;
  close(): Promise<void>;
};

const LOOPBACK = '127.0.0.1';

export async function openFront(listener: RequestListener): Promise<Front> {
  const server = createServer(listener);
  // A client never finds a connection closed that no fault has closed.
  server.keepAliveTimeout = 0;
  const listen = async (port: number): Promise<void> => {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
  };
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${LOOPBACK}:${port}`,
    async goDown(milliseconds) {
      await close();
      await setTimeout(milliseconds);
      await listen(port);
    },
    close,
  };
}
