import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import type { Epoch, Position } from '../../shared/log/ids.ts';
import { reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { instant, sessionId } from '../support/ids.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { createSavedCommits } from './invariants/saved-commits.ts';
import { createServerLog, type ServerLog } from './invariants/server-log.ts';
import { createAuthority } from './people/authority.ts';
import { WORKSPACE } from './server.ts';
import { createServerReading, type ServerReading } from './server-reading.ts';
import { createTrace } from './trace.ts';

const SECOND_EPOCH = sessionId('a second epoch') as string as Epoch;

let server: TestServer;
let serverLog: ServerLog;
let reading: ServerReading;

/** A server with three commits, the first two of which the world has seen. */
beforeEach(async () => {
  server = await startServer({ workspaces: [WORKSPACE] });
  const ada = await server.enrol('Ada', WORKSPACE);
  const clerk = createClerk(ada.sender);
  serverLog = createServerLog(ada.epoch, createSavedCommits());
  const authority = createAuthority(() => 0);
  const devices = createSqliteDeviceRegister(server.database);
  authority.reset(await server.members.list(WORKSPACE), await devices.list(WORKSPACE), false);
  const around = { authority, trace: createTrace(false), coverage: new Map(), clock: () => server.clock.now };
  reading = createServerReading({ serverLog, ...around });
  await ada.push(clerk.commit(schedule({ A: 3 })), clerk.commit(reserve('one', { A: 1 })));
  await reading.readOn(server.eventLog);
  await ada.push(clerk.commit(reserve('two', { A: 1 })));
});
afterEach(() => server.close());

describe('what the world reads of the server', () => {
  test('is what there is, though two readings overlap', async () => {
    await Promise.all([
      reading.readOn(server.eventLog),
      reading.readOn(server.eventLog),
      reading.readAgain(server.eventLog),
    ]);
    expect(serverLog.events.map(({ position }) => position)).toEqual([1, 2, 3]);
    await reading.readAll(server.eventLog);
  });

  test('goes on after a restore, in the new epoch', async () => {
    await reading.readOn(server.eventLog);
    serverLog.restart(SECOND_EPOCH, serverLog.backup());
    await server.eventLog.startEpoch(WORKSPACE, SECOND_EPOCH, instant());
    await reading.readAll(server.eventLog);
  });
});

describe('a server that changes the past is found, one', () => {
  test('that tells an old event otherwise', async () => {
    const changed = within((texts) =>
      texts.with(1, texts[1]?.replace(/"recordedAt":"2026/, '"recordedAt":"2025') ?? ''),
    );
    await expect(reading.readAgain(changed)).rejects.toThrow(/5 append-only: the server recorded/);
    // Also where it was only started again.
    await expect(reading.readOn(changed)).rejects.toThrow(/5 append-only: the server recorded/);
  });

  test('that has lost the newest', async () => {
    await reading.readOn(server.eventLog);
    const shorter = within((texts) => texts.slice(0, 2));
    await expect(reading.readAgain(shorter)).rejects.toThrow(/5 append-only: .* ends at 2, and went to 3/);
  });

  test('that would give another receipt than the first', async () => {
    const recordedCommits: LogTransaction['recordedCommits'] = async () => new Map();
    await expect(reading.readAll(keeping({ recordedCommits }))).rejects.toThrow(
      /6 a truthful yes: the receipt/,
    );
  });

  test('that forgets where an epoch began', async () => {
    await reading.readOn(server.eventLog);
    await server.eventLog.startEpoch(WORKSPACE, SECOND_EPOCH, instant());
    await expect(reading.readAll(server.eventLog)).rejects.toThrow(/5 append-only: the server’s epochs/);
  });
});

/** The server's log, read otherwise than it is. */
function within(change: (texts: string[]) => string[]): EventLog {
  return {
    ...server.eventLog,
    async events(id, { after, upTo }) {
      const all = await server.eventLog.events(id, { after: 0 as Position, upTo });
      return change(all).slice(after);
    },
  };
}

function keeping(other: Partial<LogTransaction>): EventLog {
  return {
    ...server.eventLog,
    transact: (id, work) => server.eventLog.transact(id, (transaction) => work({ ...transaction, ...other })),
  };
}
