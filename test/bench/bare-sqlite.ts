import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClerk } from '../../server/demo/clerk.ts';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { newId } from '../../server/running/clock.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { ActorId, DeviceId } from '../../shared/log/ids.ts';
import { bookings } from './load.ts';

const WORKSPACE = 'main';
const BY = { actorId: 'ada' as ActorId, deviceId: 'tablet' as DeviceId };

/** The rows that the server writes, into the same tables, with nothing around: no rules, no reading, no network. */
export type BareSqlite = {
  /** Events per second; each comes with its commit's row. */
  eventsPerSecond(events: number, perTransaction: number): number;
  end(): Promise<void>;
};

export async function openBareSqlite(): Promise<BareSqlite> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  const file = join(folder, 'bare.sqlite');
  await openDatabase({ file }, new Date().toISOString()).close();
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.prepare('INSERT INTO workspaces (id, name) VALUES (?, ?)').run(WORKSPACE, 'Main');
  const addCommit = database.prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const nextRows = rows();

  return {
    eventsPerSecond(events, perTransaction) {
      const all = Array.from({ length: events }, nextRows);
      const start = performance.now();
      for (let from = 0; from < events; from += perTransaction) {
        database.exec('BEGIN IMMEDIATE');
        for (const { commit, event } of all.slice(from, from + perTransaction)) {
          addCommit.run(...commit);
          addEvent.run(...event);
        }
        database.exec('COMMIT');
      }
      return events / ((performance.now() - start) / 1000);
    },
    async end() {
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rows() {
  const clerk = createClerk(BY, () =>
    newId(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
  );
  const next = bookings(clerk);
  const recordedAt = new Date().toISOString();
  let position = 0;
  return () => {
    const made = next();
    const [{ streamId, event } = never()] = factsOf(made);
    const version = (made.writes[0]?.expectedVersion ?? 0) + 1;
    position += 1;
    const streams = [{ streamId, version }];
    const places = { firstPosition: position, lastPosition: position };
    const receipt = { commitId: made.id, outcome: 'accepted', ...places, streams, recordedAt };
    const by = [BY.actorId, BY.deviceId, null, recordedAt, 'f'.repeat(64)] as const;
    const texts = [JSON.stringify(made.command), JSON.stringify(receipt)] as const;
    const json = canonicalJson(event);
    return {
      commit: [WORKSPACE, made.id, position, position, made.deviceSequence, ...by, ...texts] as const,
      event: [WORKSPACE, position, streamId, version, event.id, event.type, made.id, json] as const,
    };
  };
}

function never(): never {
  throw new Error('a commit without facts');
}
