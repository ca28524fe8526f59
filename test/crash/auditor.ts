import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply, PullReply, SegmentList } from '../../shared/sync/protocol.ts';
import { connect } from './connection.ts';
import type { Witness } from './witness.ts';

/** A device that writes nothing: after each start it reads the whole log, and each new segment, for the witness. */
export type Auditor = { compare(address: string): Promise<void> };

export function createAuditor(witness: Witness): Auditor {
  const { get, post } = connect('the auditor', witness);
  let epoch: string | undefined;
  /** By their first position; a segment never changes (R5). */
  const segments = new Map<number, string>();

  async function wholeLog(address: string): Promise<RecordedEvent[]> {
    const log: RecordedEvent[] = [];
    for (;;) {
      const { events } = (await get(address, `/events?epoch=${epoch}&after=${log.length}`)) as PullReply;
      if (events.length === 0) return log;
      log.push(...events);
    }
  }

  async function compareSegments(address: string, log: readonly RecordedEvent[]): Promise<void> {
    const list = ((await get(address, `/segments?epoch=${epoch}`)) as SegmentList).segments;
    if (list.length < segments.size) witness.complain('a segment that was listed is gone');
    for (const { first, last, hash } of list) {
      if (segments.get(first) === hash) continue;
      if (segments.has(first)) witness.complain(`the segment from ${first} on was packed twice`);
      segments.set(first, hash);
      const packed = await get(address, `/segments/${first}/${hash}`);
      if (JSON.stringify(packed) !== JSON.stringify(log.slice(first - 1, last)))
        witness.complain(`the segment ${first} to ${last} is not what the log has there`);
    }
  }

  return {
    async compare(address) {
      epoch ??= ((await post(address, '/devices', { name: 'Auditor' })) as EnrolReply).epoch;
      const log = await wholeLog(address);
      witness.compare(log);
      await compareSegments(address, log);
    },
  };
}
