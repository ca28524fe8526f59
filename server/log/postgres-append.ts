import type { DeviceId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import { deadlineRows } from './deadline-row.ts';
import type { NewCommit } from './event-log.ts';
import type { Connection } from './postgres-connection.ts';
import type { Counter } from './postgres-counter.ts';
import { commitRow, receiptFor } from './receipt.ts';

// All commits of a transaction, and all their events, in one statement: who waits for the row waits for few answers.
const INSERT = `
  WITH commit AS (
    INSERT INTO commits
    SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
  )
  INSERT INTO events
  SELECT $1, * FROM unnest($13::bigint[], $14::text[], $15::bigint[], $16::text[], $17::text[], $18::text[],
    $19::text[])`;

const SET_DEADLINES = `
  INSERT INTO deadlines
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`;

/** Gives the commits the next positions, in this order. */
export async function append(
  connection: Connection,
  { workspace, counter }: { readonly workspace: WorkspaceId; readonly counter: Counter },
  commits: readonly NewCommit[],
): Promise<ReceiptOf<'accepted'>[]> {
  if (commits.length === 0) return [];
  const before = await counter.take({ events: commits.reduce((sum, { events }) => sum + events.length, 0) });
  let next = before + 1;
  const receipts = commits.map((commit) => {
    const receipt = receiptFor(next, commit);
    next += commit.events.length;
    return receipt;
  });
  const commitRows = commits.map((commit, index) =>
    commitRow(commit, receipts[index] as ReceiptOf<'accepted'>),
  );
  const eventRows = commits.flatMap(({ commit, events }) =>
    events.map(({ id, type, streamId, version, json }) => [streamId, version, id, type, commit.id, json]),
  );
  const positions = eventRows.map((_, index) => before + 1 + index);
  const columns = [...columnsOf(commitRows), positions, ...columnsOf(eventRows)];
  await connection.query(INSERT, [workspace, ...columns]);
  const deadlines = deadlineRows(commits);
  if (deadlines.length > 0) await connection.query(SET_DEADLINES, [workspace, ...columnsOf(deadlines)]);
  return receipts;
}

/** Rows as `unnest` takes them: an array for each column. There is at least one row. */
function columnsOf(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}

const COUNT = `
  UPDATE devices SET commits_accepted = commits_accepted + counted.commits, last_contact_at = counted.at
  FROM unnest($2::text[], $3::bigint[], $4::text[]) AS counted (id, commits, at)
  WHERE workspace = $1 AND devices.id = counted.id`;

type Counted = { readonly commits: number; readonly at: Instant };

/** What was accepted of whom; nobody reads it within the transaction, so it is written once, at the end. */
export async function countAccepted(
  connection: Connection,
  { workspace, counter }: { readonly workspace: WorkspaceId; readonly counter: Counter },
  byDevice: ReadonlyMap<DeviceId, Counted>,
): Promise<void> {
  if (byDevice.size === 0) return;
  await counter.take();
  const counted = [...byDevice].map(([device, { commits, at }]) => [device, commits, at]);
  await connection.query(COUNT, [workspace, ...columnsOf(counted)]);
}
