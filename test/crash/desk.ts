import { placedEvents } from '../../shared/log/commit.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply } from '../../shared/sync/protocol.ts';
import type { Random } from '../support/random.ts';
import { createBookings } from './bookings.ts';
import { connect, wholeLog } from './connection.ts';

/** Another device of the team, without a browser: it makes the log longer, and reads what the server has. */
export type Desk = {
  /** So many events more, at least. */
  fill(events: number): Promise<void>;
  log(): Promise<RecordedEvent[]>;
};

export async function openDesk(
  address: string,
  chance: Random,
  complain: (violation: string) => void,
): Promise<Desk> {
  const connection = connect('the desk', { complain });
  const enrolled = (await connection.post(address, '/devices', { name: 'Desk' })) as EnrolReply;
  const { epoch, deviceId } = enrolled;
  const bookings = createBookings(enrolled, chance);
  return {
    async fill(events) {
      for (let added = 0; added < events; ) {
        const commits = bookings.next();
        await connection.post(address, '/commits', { protocol: 1, rules: 1, epoch, deviceId, commits });
        added += commits.flatMap(placedEvents).length;
      }
    },
    log: () => wholeLog(connection, address, epoch),
  };
}
