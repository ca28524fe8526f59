import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply, PullReply } from '../../shared/sync/protocol.ts';
import { connect } from '../crash/connection.ts';

/**
 * A device that follows the log of one node as fast as it can: each page has to go on where the one before ended.
 * What it finds wrong it says at once; it never looks back.
 */
export type Follower = {
  /** Until the signal fires, and then up to the end of the log. */
  follow(until: AbortSignal): Promise<void>;
  readonly found: Found;
};

export type Found = {
  readonly wrong: string[];
  /** Ids of the events, in the order of their positions. */
  readonly ids: string[];
  hints: number;
  pages: number;
};

export function createFollower(address: string, name: string): Follower {
  const found: Found = { wrong: [], ids: [], hints: 0, pages: 0 };
  const connection = connect(name, { complain: (violation) => found.wrong.push(violation) });
  const versions = new Map<string, number>();

  function take(event: RecordedEvent): void {
    const expected = found.ids.length + 1;
    if (event.position !== expected) {
      found.wrong.push(
        `${name}: position ${expected} was skipped, or is out of order: ${event.position} came`,
      );
      // What is between is lost to this reader.
      while (found.ids.length + 1 < event.position) found.ids.push('skipped');
    }
    found.ids[event.position - 1] = event.id;
    const version = (versions.get(event.streamId) ?? 0) + 1;
    if (event.version !== version)
      found.wrong.push(`${name}: ${event.streamId} has version ${event.version} where ${version} follows`);
    versions.set(event.streamId, event.version);
  }

  return {
    found,
    async follow(until) {
      const { epoch } = (await connection.post(address, '/devices', { name })) as EnrolReply;
      const onHint = (): void => {
        found.hints += 1;
      };
      void connection.listen(address, onHint, until);
      for (;;) {
        const isLast = until.aborted;
        const path = `/events?epoch=${epoch}&after=${found.ids.length}`;
        const { events, head } = (await connection.get(address, path)) as PullReply;
        for (const event of events) take(event);
        found.pages += events.length > 0 ? 1 : 0;
        if (isLast && found.ids.length >= head) return;
      }
    },
  };
}
