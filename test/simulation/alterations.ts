import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { hashed } from './chances.ts';

/**
 * What another version of the app, or one with a bug, would have sent. The same commit is always altered the same
 * way: `share` says for how many of them.
 */
type Alteration = (share: number) => (body: string) => string;

type Sent = { protocol: number; commits: SentCommit[] };
type SentCommit = { id: string; writes: SentWrite[] };
type SentWrite = { expectedEventId: string | null; facts: SentEvent[]; derived: SentEvent[] };
type SentEvent = { type: string; data: Record<string, unknown>; meta: Record<string, unknown> };

export const ALTERATIONS = {
  'old-protocol': () => (body) => JSON.stringify({ ...(JSON.parse(body) as Sent), protocol: PROTOCOL - 1 }),
  /** Older rules derive something else, or nothing. */
  'old-rules': () =>
    eachCommit(1, (commit) => {
      for (const write of commit.writes) write.derived.pop();
    }),
  'event-of-newer-app': (share) =>
    eachCommit(share / 2, (commit) => {
      const fact = commit.writes[0]?.facts[0];
      if (fact) fact.type = 'SeatMapDrawn';
    }),
  /** It took another log for the server's: the numbers are right, the events are others. */
  'other-log': (share) =>
    eachCommit(share, (commit) => {
      for (const write of commit.writes) {
        write.expectedEventId &&= write.expectedEventId.replace(/.{12}$/, 'ffffffffffff');
      }
    }),
  /** A bug of one device: the server can never take this commit, well-formed or not. */
  'bad-commit': (share) =>
    eachCommit(share, (commit) => {
      const fact = commit.writes[0]?.facts[0];
      if (fact?.type === 'SeatsReserved') fact.data.granted = { A: 99 };
      else if (fact) fact.data.surprise = true;
    }),
  /** It names somebody else as who did it. */
  'forged-actor': (share) =>
    eachCommit(share / 2, (commit) => {
      for (const { meta } of commit.writes.flatMap(({ facts }) => facts)) meta.actorId = 'somebody-else';
    }),
} satisfies Record<string, Alteration>;

function eachCommit(share: number, alter: (commit: SentCommit) => void): (body: string) => string {
  return (body) => {
    const sent = JSON.parse(body) as Sent;
    for (const commit of sent.commits) if (hashed(commit.id) / 2 ** 32 < share) alter(commit);
    return JSON.stringify(sent);
  };
}
