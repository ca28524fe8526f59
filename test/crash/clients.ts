import type { Commit } from '../../shared/log/commit.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import type { EnrolReply, LiveHint, PullReply, PushReply, SegmentList } from '../../shared/sync/protocol.ts';
import type { Random } from '../support/random.ts';
import { type Bookings, createBookings } from './bookings.ts';
import { type Connection, connect, NoAnswer } from './connection.ts';
import type { Witness } from './server-witness.ts';

const REMEMBERED_REQUESTS = 30;

/** A device without a storage of its own, that pushes, repeats, pulls, downloads and listens, and tells the witness. */
export type Client = {
  /** One request after the other until the server is gone, or until `enough`: then the last one is answered. */
  work(address: string, enough: AbortSignal): Promise<void>;
  /** What it sent and got no answer to, once more. */
  repeatUnanswered(address: string): Promise<void>;
};

export function createClient(name: string, chance: Random, witness: Witness): Client {
  let connection: Connection | undefined;
  let bookings: Bookings;
  let epoch: Epoch;
  let deviceId: string;
  let cursor = 0;
  let unanswered: Commit[] | undefined;
  const answered: Commit[][] = [];

  async function enrol(address: string): Promise<void> {
    const made = connect(name, witness);
    const reply = (await made.post(address, '/devices', { name })) as EnrolReply;
    ({ epoch, deviceId } = reply);
    bookings = createBookings(reply, chance);
    connection = made;
  }

  async function push(on: Connection, address: string, commits: Commit[]): Promise<void> {
    unanswered = commits;
    witness.sends(commits);
    const request = { protocol: 1, rules: 1, epoch, deviceId, commits };
    try {
      witness.isAnswered(commits, (await on.post(address, '/commits', request)) as PushReply);
    } catch (error) {
      witness.isUnanswered(error instanceof NoAnswer && error.cut);
      throw error;
    }
    unanswered = undefined;
    answered.push(commits);
    if (answered.length > REMEMBERED_REQUESTS) answered.shift();
  }

  async function pull(on: Connection, address: string): Promise<void> {
    const path = `/events?epoch=${epoch}&after=${cursor}&limit=${chance.whole(1, 400)}`;
    const { events } = (await on.get(address, path)) as PullReply;
    witness.pulls(events);
    cursor = events.at(-1)?.position ?? (chance.chance(0.1) ? 0 : cursor);
  }

  async function download(on: Connection, address: string): Promise<void> {
    const { segments } = (await on.get(address, `/segments?epoch=${epoch}`)) as SegmentList;
    if (segments.length === 0) return;
    const { first, hash } = chance.pick(segments);
    witness.pulls((await on.get(address, `/segments/${first}/${hash}`)) as PullReply['events']);
  }

  async function step(on: Connection, address: string): Promise<void> {
    if (unanswered) return push(on, address, unanswered);
    const dice = chance.next();
    if (dice < 0.15 && answered.length > 0) return push(on, address, chance.pick(answered));
    if (dice < 0.35) return pull(on, address);
    if (dice < 0.4) return download(on, address);
    return push(on, address, bookings.next());
  }

  return {
    async work(address, enough) {
      const over = new AbortController();
      try {
        if (!connection) await enrol(address);
        const on = connection as Connection;
        void on.listen(address, (hint: LiveHint) => witness.hears(hint.head), over.signal);
        while (!enough.aborted) await step(on, address);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      } finally {
        over.abort();
      }
    },
    async repeatUnanswered(address) {
      if (connection && unanswered) await push(connection, address, unanswered);
    },
  };
}
