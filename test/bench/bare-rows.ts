import { createClerk } from '../../server/demo/clerk.ts';
import { newId } from '../../server/running/clock.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { ActorId, DeviceId } from '../../shared/log/ids.ts';
import { bookings } from './load.ts';

export const WORKSPACE = 'main';
const BY = { actorId: 'ada' as ActorId, deviceId: 'tablet' as DeviceId };

/** The rows that the server writes for commits of one event each, one after the other. */
export function createBareRows() {
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
