import { expect, test } from 'vitest';
import { createSessionCache } from '../../server/commits/session-cache.ts';
import type { LogTransaction } from '../../server/log/event-log.ts';
import { createBook, layerOver } from '../../shared/booking/book.ts';
import { LayeredMap } from '../../shared/booking/layered-map.ts';
import { settleSession } from '../../shared/booking/session.ts';
import { type Commit, placedEvents } from '../../shared/log/commit.ts';
import { streamOf, type WorkspaceId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { entriesRead } from '../support/entries-read.ts';
import { sessionId } from '../support/ids.ts';
import { bytesOf } from '../support/invariants.ts';
import { ADA } from './acceptance.ts';

const WORKSPACE = 'demo' as WorkspaceId;
const STREAMS = [streamOf(sessionId())];

/** A log of which the cache may read what is newer than what it has. */
function logOf(commits: readonly Commit[]): LogTransaction {
  const events = commits.flatMap(placedEvents) as RecordedEvent[];
  const streams: LogTransaction['streams'] = async ([place]) =>
    events.filter((event) => event.version > (place?.after ?? 0));
  return { streams } as LogTransaction;
}

function commits(count: number): Commit[] {
  const names = Array.from({ length: count }, (_, index) => `guest ${index}`);
  return createClerk(ADA).commits(
    schedule({ A: 5 }),
    ...names.map((name) => reserve(name, { A: 1 }, { guest: GUEST })),
  );
}

/** As a transaction does: each commit is judged on a layer, and what is accepted settles. */
async function transact(cache: ReturnType<typeof createSessionCache>, log: Commit[], accepted: Commit[]) {
  const sessions = await cache.load(logOf(log), WORKSPACE, STREAMS);
  for (const commit of accepted) {
    const after = layerOver(createBook(sessions));
    replay(placedEvents(commit), after);
    for (const [id, session] of after.sessions) sessions.set(id, settleSession(session));
  }
  return sessions;
}

test('what a transaction accepts is kept once it has committed, and not before', async () => {
  const [first, second, third, fourth] = [
    commits(9).slice(0, 3),
    ...commits(9)
      .slice(3, 6)
      .map((one) => [one]),
  ];
  if (!first || !second || !third || !fourth) throw new Error('there are commits');
  const cache = createSessionCache();
  cache.put(WORKSPACE, (await transact(cache, first, [])).values());
  await transact(cache, first, second); // and fails
  const [kept] = (await transact(cache, first, [])).values();
  expect(bytesOf(kept)).toBe(bytesOf(replay(first.flatMap(placedEvents)).session(sessionId())));
  const log = [...first, ...second];
  cache.put(WORKSPACE, (await transact(cache, log, third)).values()); // another process recorded the second
  const [now] = (await transact(cache, [], fourth)).values();
  const all = [...log, ...third, ...fourth].flatMap(placedEvents);
  expect(bytesOf(now)).toBe(bytesOf(replay(all).session(sessionId())));
});

test('a transaction costs what it changes, not what is there, and no layer stays', async () => {
  const cost = async (there: number): Promise<number> => {
    const log = commits(there + 20);
    const cache = createSessionCache();
    cache.put(WORKSPACE, (await transact(cache, log.slice(0, there), [])).values());
    return entriesRead(async () => {
      for (const commit of log.slice(there)) {
        const sessions = await transact(cache, [], [commit]);
        cache.put(WORKSPACE, sessions.values());
        for (const { reservations } of sessions.values()) expect(reservations).not.toBeInstanceOf(LayeredMap);
      }
    });
  };
  expect((await cost(500)) / (await cost(50))).toBeLessThan(1.5);
});
