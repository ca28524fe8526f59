import { isDeepStrictEqual } from 'node:util';
import type { EventLog } from '../../../server/log/event-log.ts';
import type { CommitId } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import type { ReceiptOf } from '../../../shared/sync/protocol.ts';
import { WORKSPACE } from '../server.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

/** 5: what the server once recorded stays so, to the byte; `texts`: what it says now, from `after` on. */
export function checkPast({ events }: ServerLog, after: number, texts: readonly string[]): void {
  hold(after + texts.length >= events.length, '5 append-only', () => {
    return `the server’s log ends at ${after + texts.length}, and went to ${events.length} before`;
  });
  for (const [index, text] of texts.entries()) {
    const known = events[after + index];
    if (!known) return;
    hold(text === textOf(known), '5 append-only', () => {
      return `the server recorded ${textOf(known)}, and says now ${text}`;
    });
  }
}

/** 5, 6: it keeps for each commit the receipt that whoever repeats it gets (P3), and knows its own epochs (R3). */
export async function checkKept(serverLog: ServerLog, eventLog: EventLog): Promise<void> {
  const { epoch, events } = serverLog;
  const length = events.length;
  const commits = Map.groupBy(events, (event) => event.commitId);
  const now = await eventLog.transact(WORKSPACE, async (transaction) => ({
    workspace: await transaction.workspace(),
    recorded: await transaction.recordedCommits([...commits.keys()]),
  }));
  // It went on, or was restored, while this waited for its turn.
  if (serverLog.epoch !== epoch || events.length !== length) return;
  const { head, epochs } = now.workspace;
  hold(
    head === events.length,
    '5 append-only',
    () => `the server’s head is ${head}, its log’s ${events.length}`,
  );
  hold(isDeepStrictEqual(epochs, serverLog.epochs), '5 append-only', () => {
    return `the server’s epochs are ${JSON.stringify(epochs)}, and were ${JSON.stringify(serverLog.epochs)}`;
  });
  for (const [id, ofCommit] of commits) {
    const receipt = now.recorded.get(id)?.receipt;
    hold(isDeepStrictEqual(receipt, receiptOf(id, ofCommit)), '6 a truthful yes', () => {
      return `the receipt of ${id} is kept as ${JSON.stringify(receipt)}`;
    });
  }
}

/** As it was to be given the first time, by what the log holds. */
function receiptOf(commitId: CommitId, events: readonly RecordedEvent[]): ReceiptOf<'accepted'> {
  const [first, last] = [events[0] as RecordedEvent, events.at(-1) as RecordedEvent];
  const newest = new Map(events.map(({ streamId, version }) => [streamId, version]));
  return {
    commitId,
    outcome: 'accepted',
    firstPosition: first.position,
    lastPosition: last.position,
    streams: [...newest].map(([streamId, version]) => ({ streamId, version })),
    recordedAt: first.recordedAt,
  };
}

/** The server spells an event in one way; made once, since its log is read again and again. */
const texts = new WeakMap<RecordedEvent, string>();

function textOf(event: RecordedEvent): string {
  const text = texts.get(event) ?? JSON.stringify(event);
  texts.set(event, text);
  return text;
}
