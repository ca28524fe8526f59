import type { Commit } from '../../shared/log/commit.ts';
import type { EnrolReply, PushReply, Receipt } from '../../shared/sync/protocol.ts';
import { createBookings } from '../crash/bookings.ts';
import { connect, NoAnswer } from '../crash/connection.ts';
import type { Witness } from '../crash/server-witness.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { altered, createClerk } from '../support/commits.ts';
import type { Random } from '../support/random.ts';

/** The session that all devices write to, so that they are in each other's way. */
const SHARED = 'the session of all';
/** How often a request goes to two nodes at the same moment. */
const TWICE = 0.05;
/** How often a request has something for that session. */
const TOGETHER = 0.15;

/** A device that asks now this node, now that one, and keeps what was answered for the witness. */
export type Writer = { readonly counts: Counts; writeUntil(isEnough: () => boolean): Promise<void> };
export type Counts = { commits: number; events: number; conflicts: number; twice: number };

type WriterSetting = {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly chance: Random;
  readonly witness: Witness;
};

export function createWriter({ name, addresses, chance, witness }: WriterSetting): Writer {
  const connection = connect(name, witness);
  const counts: Counts = { commits: 0, events: 0, conflicts: 0, twice: 0 };
  /** The newest event of the shared session, as far as this device knows. */
  let place = { expectedVersion: 0, expectedEventId: null as string | null };

  async function push(enrolled: EnrolReply, commits: readonly Commit[]): Promise<PushReply[]> {
    const { epoch, deviceId } = enrolled;
    const request = { protocol: 1, rules: 1, epoch, deviceId, commits };
    const isTwice = chance.chance(TWICE);
    const first = chance.whole(0, addresses.length - 1);
    const nodes = [addresses[first], addresses[(first + 1) % addresses.length]].slice(0, isTwice ? 2 : 1);
    if (isTwice) counts.twice += 1;
    const asked = nodes.map((address) => connection.post(address ?? '', '/commits', request));
    return (await Promise.all(asked)) as PushReply[];
  }

  function keep(commit: Commit, reply: PushReply, receipt: Receipt | undefined): void {
    if (receipt?.outcome !== 'conflict')
      return witness.isAnswered([commit], { ...reply, receipts: [receipt as Receipt] });
    const [{ actualVersion, actualEventId } = { actualVersion: 0, actualEventId: null }] = receipt.conflicts;
    place = { expectedVersion: actualVersion, expectedEventId: actualEventId };
  }

  return {
    counts,
    async writeUntil(isEnough) {
      const enrolled = (await connection.post(addresses[0] ?? '', '/devices', { name })) as EnrolReply;
      const clerk = createClerk(enrolled, chance.whole(1, 1e9));
      clerk.commit(schedule({ A: 1 }), SHARED);
      let bookings = createBookings(enrolled, chance);
      let adding = clerk.commit(addSeats('A', 1), SHARED);
      while (!isEnough()) {
        const isTogether = chance.chance(TOGETHER);
        const commits = [...bookings.next(), ...(isTogether ? [onto(adding, place)] : [])];
        witness.sends(commits);
        const replies = await push(enrolled, commits).catch(orNothing);
        // The witness knows already. These bookings may be there or not; others follow.
        if (replies.length === 0) bookings = createBookings(enrolled, chance);
        for (const [index, commit] of commits.entries())
          for (const reply of replies) keep(commit, reply, reply.receipts[index]);
        const receipts = commits.map((_, index) => replies.map((reply) => reply.receipts[index]));
        const accepted = receipts.flatMap((both) => both.find((one) => one?.outcome === 'accepted') ?? []);
        counts.commits += accepted.length;
        counts.events += accepted.reduce(
          (sum, { firstPosition, lastPosition }) => sum + lastPosition - firstPosition + 1,
          0,
        );
        counts.conflicts += receipts.flat().filter((one) => one?.outcome === 'conflict').length;
        const isConflict = accepted.length < commits.length;
        if (!isTogether || isConflict || replies.length === 0) continue;
        place = { expectedVersion: place.expectedVersion + 1, expectedEventId: idOf(adding) };
        adding = clerk.commit(addSeats('A', 1), SHARED);
      }
    },
  };
}

function orNothing(error: unknown): PushReply[] {
  if (error instanceof NoAnswer) return [];
  throw error;
}

/** Made by whoever comes first. */
export async function scheduleShared(address: string, witness: Witness): Promise<void> {
  const connection = connect('who begins', witness);
  const enrolled = (await connection.post(address, '/devices', { name: 'who begins' })) as EnrolReply;
  const commits = [createClerk(enrolled).commit(schedule({ A: 1 }), SHARED)];
  const { epoch, deviceId } = enrolled;
  witness.sends(commits);
  const request = { protocol: 1, rules: 1, epoch, deviceId, commits };
  witness.isAnswered(commits, (await connection.post(address, '/commits', request)) as PushReply);
}

function onto(commit: Commit, place: { expectedVersion: number; expectedEventId: string | null }): Commit {
  return altered(commit, (copy) => Object.assign(copy.writes[0], place));
}

function idOf(commit: Commit): string {
  return commit.writes[0]?.facts[0]?.id ?? '';
}
