import { setTimeout } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { createAuditor } from './auditor.ts';
import { type Client, createClient } from './clients.ts';
import { NoAnswer } from './connection.ts';
import type { KillKind } from './server-plan.ts';
import type { Prey } from './server-prey.ts';
import type { Witness } from './server-witness.ts';

const CLIENTS = 3;
const MOST_CLIENTS = 6;
/** Kills at random while it works come up to so long after the first answers, in milliseconds. */
const WORKING = 200;
/** How long a server may take to come to its point, in milliseconds: many times what it takes. */
const REACH_LIMIT = 20_000;

/** The clients of one data folder, and an auditor. */
export type Crowd = {
  /** Holds the server against all that was said before, and repeats what was not answered. */
  takeStock(address: string): Promise<void>;
  workUntilKilled(address: string, how: { readonly kill: KillKind; readonly prey: Prey }): Promise<void>;
};

export function createCrowd(witness: Witness, chance: Random): Crowd {
  const auditor = createAuditor(witness);
  const clients: Client[] = [];
  const hire = (): void => void clients.push(createClient(`device ${clients.length + 1}`, chance, witness));
  while (clients.length < CLIENTS) hire();

  /** So many more answers, unless nobody works any more. */
  async function answers(count: number, isOver: () => boolean): Promise<void> {
    const enough = witness.totals.requestsAcknowledged + count;
    while (!isOver() && witness.totals.requestsAcknowledged < enough) await setTimeout(2);
  }

  return {
    async takeStock(address) {
      try {
        await auditor.compare(address);
        for (const client of clients) await client.repeatUnanswered(address);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        witness.complain(`a server that nobody killed did not answer: ${error.message}`);
      }
    },
    async workUntilKilled(address, { kill, prey }) {
      if (kill.startsWith('enrolment') || (clients.length < MOST_CLIENTS && chance.chance(0.2))) hire();
      const enough = new AbortController();
      let isOver = false;
      prey.arm();
      const work = Promise.all(clients.map((client) => client.work(address, enough.signal))).finally(() => {
        isOver = true;
      });
      if (kill.startsWith('at random') || kill.startsWith('idle')) {
        await answers(chance.whole(1, 3 * clients.length), () => isOver);
        await setTimeout(chance.whole(0, WORKING));
        if (kill.startsWith('idle')) enough.abort();
        if (kill.startsWith('idle')) await work;
        await prey.kill();
      }
      await Promise.race([prey.killed, work, setTimeout(REACH_LIMIT, undefined, { ref: false })]);
      if (!prey.isDoomed()) witness.complain(`the server came never to "${kill}"`);
      enough.abort();
      await prey.kill();
      await work;
    },
  };
}
