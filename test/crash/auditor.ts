import type { Epoch } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply, SegmentList } from '../../shared/sync/protocol.ts';
import { connect, wholeLog } from './connection.ts';
import type { Witness } from './server-witness.ts';

/** A device that writes nothing: after each start it reads the whole log, and each new segment, for the witness. */
export type Auditor = { compare(address: string): Promise<void> };

export function createAuditor(witness: Witness): Auditor {
  const connection = connect('the auditor', witness);
  const { get, post } = connection;
  let epoch: Epoch | undefined;
  /** By their first position; a segment never changes (R5). */
  const segments = new Map<number, string>();

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
      const log = await wholeLog(connection, address, epoch);
      witness.compare(log);
      await compareSegments(address, log);
    },
  };
}
