import * as v from 'valibot';
import type { ActorId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { People } from '../view/source.ts';
import type { EventLog } from './log/event-log.ts';
import type { Transport } from './sync/transport.ts';

const NAME = 'people';

/**
 * Events name actors by id. Who they are is asked when one turns up who is not known, and remembered for when there
 * is no network.
 */
export type PeopleBook = {
  notice(events: readonly RecordedEvent[]): void;
  /** Asks if there is anybody to ask for. */
  learn(): Promise<void>;
};

export function createPeople(log: EventLog, transport: Transport): PeopleBook {
  /** Asked for already, whether the server knew them or not. */
  const known = new Set<ActorId>();
  const unknown = new Set<ActorId>();
  let asked = false;
  return {
    notice(events) {
      for (const { meta } of events) if (!known.has(meta.actorId)) unknown.add(meta.actorId);
    },
    async learn() {
      if (asked && unknown.size === 0) return;
      const devices = await transport.devices();
      if (!devices.ok) return;
      asked = true;
      for (const id of unknown) known.add(id);
      unknown.clear();
      const names = Object.fromEntries(
        devices.value.map(({ actorId, name, person }) => [actorId, person ?? name]),
      );
      await log.remember(NAME, { ...(await recallPeople(log)), ...names });
    },
  };
}

export async function recallPeople(log: EventLog): Promise<People> {
  const people = v.safeParse(v.record(v.string(), v.string()), await log.recall(NAME));
  return people.success ? people.output : {};
}
