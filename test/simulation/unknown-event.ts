import { readCommit } from '../../server/commits/facts.ts';
import type { LogTransaction } from '../../server/log/event-log.ts';
import { SCHEMA_VERSION } from '../../shared/booking/events.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import {
  type CommitId,
  type EventId,
  type Instant,
  type StreamId,
  streamVersion,
} from '../../shared/log/ids.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import type { Random } from '../support/random.ts';
import { NEWER } from './newer-device.ts';
import { WORKSPACE } from './server.ts';
import type { World } from './world.ts';

const AT = '2026-04-20T09:00:00.000Z' as Instant;

/** Of a type that this version does not know, or of one that it knows in an older form only. */
export const UNREADABLE = {
  'event-unknown-here': (chance) => ({
    type: 'SeatMapDrawn',
    schemaVersion: SCHEMA_VERSION + 2,
    data: { rows: chance.whole(1, 9) },
  }),
  // As whoever overlooked the version would read it, the session takes commands again.
  'event-newer-here': () => ({
    type: 'SessionReopened',
    schemaVersion: SCHEMA_VERSION + 1,
    data: { until: AT },
  }),
} as const satisfies Record<string, (chance: Random) => Pick<AnyEvent, 'type' | 'schemaVersion' | 'data'>>;

/** A newer version of the server, on the same database, recorded something that this one cannot read (L7). */
export async function recordUnreadable(
  { server, chronicle, clock }: World,
  what: keyof typeof UNREADABLE,
  chance: Random,
): Promise<void> {
  const { events } = chronicle.serverLog;
  const recordedAt = new Date(clock()).toISOString() as Instant;
  if (events.length === 0) return;
  const { streamId } = chance.pick(events);
  const bytes = Uint8Array.from({ length: 20 }, () => chance.whole(0, 255));
  const [first, second] = [bytes.subarray(0, 10), bytes.subarray(10)].map((part) =>
    uuidV7(Date.parse(AT), part),
  );
  const id = first as EventId;
  const event: AnyEvent = {
    id,
    ...UNREADABLE[what](chance),
    meta: { occurredAt: AT, ...NEWER, causationId: null, correlationId: id },
  };
  const { eventLog } = server;
  try {
    await eventLog?.transact(WORKSPACE, (transaction) =>
      append(transaction, { streamId, event, commitId: second as CommitId, recordedAt }),
    );
  } catch {
    return; // the server is down or its disk full
  }
  chronicle.note(what);
  if (eventLog && eventLog === server.eventLog) await chronicle.readOn(eventLog);
}

type Addition = {
  readonly streamId: StreamId;
  readonly event: AnyEvent;
  readonly commitId: CommitId;
  readonly recordedAt: Instant;
};

async function append(transaction: LogTransaction, addition: Addition): Promise<void> {
  const { streamId, event, commitId, recordedAt } = addition;
  const last = (await transaction.streams([{ streamId, after: streamVersion(0) }])).at(-1);
  if (!last) throw new Error('there is no such stream');
  const { id, type } = event;
  const [expectedVersion, expectedEventId] = [last.version, last.id];
  const commit = {
    id: commitId,
    deviceSequence: 1,
    command: { type: 'DrawSeatMap' },
    writes: [{ streamId, expectedVersion, expectedEventId, facts: [event], derived: [] }],
  };
  const read = readCommit(commit);
  if ('malformed' in read) throw new Error(read.malformed);
  const { factsHash } = read;
  const version = streamVersion(expectedVersion + 1);
  const events = [{ id, type, streamId, version, json: canonicalJson(event) }];
  await transaction.append([{ commit, factsHash, events, submittedBy: NEWER, recordedAt }]);
}
