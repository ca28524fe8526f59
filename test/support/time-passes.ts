import { createClockwork } from '../../server/expiry/clockwork.ts';
import type { TestServer } from './server.ts';

const MINUTE_MS = 60_000;

/** Time goes by, and the server looks what is overdue. */
export async function timePasses(server: TestServer, minutes: number): Promise<void> {
  server.clock.now += minutes * MINUTE_MS;
  let tick = (): void => undefined;
  const clockwork = createClockwork({
    eventLog: server.eventLog,
    clock: () => server.clock.now,
    timer: {
      every(_, run) {
        tick = run;
        return () => undefined;
      },
    },
    log: (entry) => server.logged.push(entry),
    expire: server.daybook.commits.expire,
  });
  tick();
  await clockwork.stop();
}
