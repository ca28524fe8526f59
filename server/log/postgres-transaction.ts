import type { ActorId, CommitId, DeviceId, EventId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { PlacedEvent, RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { Role } from '../../shared/sync/people.ts';
import { type DeviceRow, devicesById } from './device-row.ts';
import type {
  LogTransaction,
  RecordedCommit,
  RegisteredDevice,
  StreamPlace,
  StreamRange,
} from './event-log.ts';
import { append, countAccepted } from './postgres-append.ts';
import type { Connection } from './postgres-connection.ts';
import type { Counter } from './postgres-counter.ts';
import { keep, keptBy, keptCommits, keptCreations, settle } from './postgres-quarantine.ts';
import { type EventFrame, placedJson, recordedJson } from './recorded-json.ts';

export type OpenTransaction = LogTransaction & {
  /** What was put off until the end; then only COMMIT is left. */
  finish(): Promise<void>;
};

export function createTransaction(
  connection: Connection,
  workspace: WorkspaceId,
  counter: Counter,
): OpenTransaction {
  const within = { workspace, counter };
  const counted = new Map<DeviceId, { commits: number; at: Instant }>();
  return {
    workspace: async () => counter.workspace(),
    recordedCommits: (ids) => recordedCommits(connection, workspace, ids),
    recordedEventIds: async (ids) => new Set(await idsOf<EventId>(connection, EVENT_IDS, { workspace, ids })),
    streams: (after) => streamsAfter(connection, workspace, after),
    stream: (range) => streamRange(connection, workspace, range),
    devices: (ids) => devicesNamed(connection, workspace, ids),
    roles: (users) => rolesOf(connection, workspace, users),
    keptCommits: (ids) => keptCommits(connection, workspace, ids),
    keptCreations: (things) => keptCreations(connection, workspace, things),
    keptBy: (person) => keptBy(connection, workspace, person),
    append: (commits) => append(connection, within, commits),
    keep: (commit) => keep(connection, within, commit),
    settle: (id, settlement) => settle(connection, within, { id, ...settlement }),
    async countAccepted(device, commits, at) {
      counted.set(device, { commits: (counted.get(device)?.commits ?? 0) + commits, at });
    },
    async dropDeadlines(startedBy) {
      if (startedBy.length === 0) return;
      await counter.take();
      await connection.query('DELETE FROM deadlines WHERE workspace = $1 AND started_by = ANY($2::text[])', [
        workspace,
        startedBy,
      ]);
    },
    finish: () => countAccepted(connection, within, counted),
  };
}

const EVENT_IDS = 'SELECT id FROM events WHERE workspace = $1 AND id = ANY($2::text[])';
const DEVICES = 'SELECT id, actor_id, revoked_at FROM devices WHERE workspace = $1 AND id = ANY($2::text[])';

async function idsOf<Id extends string>(
  connection: Connection,
  text: string,
  { workspace, ids }: { readonly workspace: WorkspaceId; readonly ids: readonly Id[] },
): Promise<Id[]> {
  if (ids.length === 0) return [];
  return (await connection.query<{ id: Id }>(text, [workspace, ids])).map(({ id }) => id);
}

async function devicesNamed(
  connection: Connection,
  workspace: WorkspaceId,
  ids: readonly DeviceId[],
): Promise<Map<DeviceId, RegisteredDevice>> {
  if (ids.length === 0) return new Map();
  return devicesById(await connection.query<DeviceRow>(DEVICES, [workspace, ids]));
}

async function rolesOf(
  connection: Connection,
  workspace: WorkspaceId,
  users: readonly ActorId[],
): Promise<Map<ActorId, Role>> {
  if (users.length === 0) return new Map();
  const rows = await connection.query<{ user_id: ActorId; role: Role }>(
    'SELECT user_id, role FROM members WHERE workspace = $1 AND user_id = ANY($2::text[])',
    [workspace, users],
  );
  return new Map(rows.map(({ user_id, role }) => [user_id, role]));
}

async function recordedCommits(
  connection: Connection,
  workspace: WorkspaceId,
  ids: readonly CommitId[],
): Promise<Map<CommitId, RecordedCommit>> {
  if (ids.length === 0) return new Map();
  const rows = await connection.query<{ id: CommitId; facts_hash: string; receipt: string }>(
    'SELECT id, facts_hash, receipt FROM commits WHERE workspace = $1 AND id = ANY($2::text[])',
    [workspace, ids],
  );
  return new Map(
    rows.map(({ id, facts_hash, receipt }) => [id, { factsHash: facts_hash, receipt: JSON.parse(receipt) }]),
  );
}

// LATERAL: stream by stream along the index, whatever the planner believes of a log that has just begun.
const STREAMS = `
  SELECT found.* FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS place (stream, after, number)
  CROSS JOIN LATERAL (
    SELECT event, stream, version, commit_id FROM events
    WHERE workspace = $1 AND stream = place.stream AND version > place.after ORDER BY version
  ) AS found ORDER BY place.number, found.version`;

async function streamsAfter(
  connection: Connection,
  workspace: WorkspaceId,
  places: readonly StreamPlace[],
): Promise<PlacedEvent[]> {
  if (places.length === 0) return [];
  const streams = places.map(({ streamId }) => streamId);
  const after = places.map((place) => place.after);
  type Row = Pick<EventFrame, 'stream' | 'version' | 'commit_id'> & { event: string };
  const rows = await connection.query<Row>(STREAMS, [workspace, streams, after]);
  return rows.map((row) => JSON.parse(placedJson(row.event, row)));
}

const STREAM = `
  SELECT event, stream, version, position, commit_id, recorded_at, actor_id, device_id
  FROM events JOIN commits ON commits.workspace = events.workspace AND commits.id = commit_id
  WHERE events.workspace = $1 AND stream = $2 AND version > $3 AND version <= $4 ORDER BY version LIMIT $5`;

async function streamRange(
  connection: Connection,
  workspace: WorkspaceId,
  { streamId, after, upTo, limit }: StreamRange,
): Promise<RecordedEvent[]> {
  const values = [workspace, streamId, after, upTo, limit];
  const rows = await connection.query<EventFrame & { event: string }>(STREAM, values);
  return rows.map((row) => JSON.parse(recordedJson(workspace, row.event, row)));
}
