import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { requestProblem } from '../http/request-problem.ts';

/** Attempts within the time, those that succeed apart: on each node. An office behind one address has many people. */
const WITHIN_SECONDS = 15 * 60;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 50;

export type SignInLimits = {
  /** Counts the attempt before it is made, so that many at once are not one; a problem when there were too many. */
  attempt(account: string, address: string): Promise<Attempt>;
  /** The same where no account is named. */
  attemptFrom(address: string): Promise<Attempt>;
};
export type Attempt = { succeeded(): Promise<void> };

export function createSignInLimits(): SignInLimits {
  const accounts = new RateLimiterMemory({ points: PER_ACCOUNT, duration: WITHIN_SECONDS });
  const addresses = new RateLimiterMemory({ points: PER_ADDRESS, duration: WITHIN_SECONDS });
  const attemptFrom: SignInLimits['attemptFrom'] = async (address) => {
    await count(addresses, address);
    return {
      async succeeded() {
        await addresses.reward(address);
      },
    };
  };
  return {
    attemptFrom,
    async attempt(account, address) {
      const from = await attemptFrom(address);
      await count(accounts, account);
      return {
        async succeeded() {
          await from.succeeded();
          await accounts.delete(account);
        },
      };
    },
  };
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.ceil(error.msBeforeNext / 1_000);
    throw requestProblem('too-many-attempts', 429, { headers: { 'retry-after': String(seconds) } });
  }
}
