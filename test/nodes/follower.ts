import type { Epoch } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply, PullReply } from '../../shared/sync/protocol.ts';
import { connect, NoAnswer } from '../crash/connection.ts';

/**
 * A device that follows the log as fast as it can: each page has to go on where the one before ended.
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

/** An honest answer while the database is away. */
export const NOT_NOW = / was answered 503: /;

/** `address`: of the node to ask next. */
export function createFollower(address: () => string, name: string): Follower {
  const found: Found = { wrong: [], ids: [], hints: 0, pages: 0 };
  const connection = connect(name, {
    complain: (violation) => {
      if (!NOT_NOW.test(violation)) found.wrong.push(violation);
    },
  });
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

  async function page(epoch: Epoch): Promise<PullReply | undefined> {
    const path = `/events?epoch=${epoch}&after=${found.ids.length}`;
    return connection.get(address(), path).catch(unlessGone) as Promise<PullReply | undefined>;
  }

  return {
    found,
    async follow(until) {
      const first = address();
      const { epoch } = (await connection.post(first, '/devices', { name })) as EnrolReply;
      const onHint = (): void => {
        found.hints += 1;
      };
      void connection.listen(first, onHint, until);
      for (;;) {
        const isLast = until.aborted;
        const answer = await page(epoch);
        for (const event of answer?.events ?? []) take(event);
        found.pages += answer?.events.length ? 1 : 0;
        if (isLast && answer && found.ids.length >= answer.head) return;
      }
    },
  };
}

/** Another node may answer, or this one later. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof NoAnswer)) throw error;
}
