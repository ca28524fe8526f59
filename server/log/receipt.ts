import { position, type StreamId } from '../../shared/log/ids.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import type { NewCommit } from './event-log.ts';

/** What the log answers about a commit whose first event gets this position; kept with it for ever (P3). */
export function receiptFor(
  first: number,
  { commit, events, recordedAt }: Pick<NewCommit, 'commit' | 'events' | 'recordedAt'>,
): ReceiptOf<'accepted'> {
  const newest = new Map(events.map(({ streamId, version }) => [streamId, version]));
  return {
    commitId: commit.id,
    outcome: 'accepted',
    firstPosition: position(first),
    lastPosition: position(first + events.length - 1),
    streams: [...newest].map(([streamId, version]) => ({ streamId: streamId as StreamId, version })),
    recordedAt,
  };
}

/** A commit as a row of `commits`, without its workspace: the columns in their order, which every database has. */
export function commitRow(
  { commit, factsHash, submittedBy, recordedAt }: NewCommit,
  receipt: ReceiptOf<'accepted'>,
): (string | number | null)[] {
  return [
    commit.id,
    receipt.firstPosition,
    receipt.lastPosition,
    commit.deviceSequence,
    submittedBy.actorId,
    submittedBy.deviceId,
    commit.submittedFor ? JSON.stringify(commit.submittedFor) : null,
    recordedAt,
    factsHash,
    commandToKeep(commit),
    JSON.stringify(receipt),
  ];
}

/** The command as evidence. Who a guest is stands in `GuestDescribed` alone, so that it can be erased there (D1). */
function commandToKeep({ command }: NewCommit['commit']): string {
  const { guest: _, ...rest } = command;
  return JSON.stringify(rest);
}
