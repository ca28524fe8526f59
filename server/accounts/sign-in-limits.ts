import { hash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { requestProblem } from '../http/request-problem.ts';
import type { AttemptStore } from './accounts-database.ts';

/** Attempts within the time, those that succeed apart. An office behind one address has many people. */
const WITHIN_SECONDS = 15 * 60;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 50;
/** The organisation's own sign-on fails elsewhere; here each one that is begun leaves something behind for a while. */
const BEGUN_PER_ADDRESS = 300;

export type SignInLimits = {
  /** Counts the attempt before it is made, so that many at once are not one; a problem when there were too many. */
  attempt(account: string, address: string): Promise<Attempt>;
  /** The same where no account is named. */
  attemptFrom(address: string): Promise<Attempt>;
  /** Somebody has seen to it that the account is its person's: what was tried before does not count any more. */
  forgive(account: string): Promise<void>;
  /** One more is sent to the organisation's own sign-on. */
  begin(address: string): Promise<void>;
};
export type Attempt = { succeeded(): Promise<void> };

/** `store`: of all nodes; it also outlives a restart. Without one the process counts for itself. */
export function createSignInLimits(store?: AttemptStore): SignInLimits {
  const accounts = limiter('account', PER_ACCOUNT, store);
  const addresses = limiter('address', PER_ADDRESS, store);
  const begun = limiter('begun', BEGUN_PER_ADDRESS, store);
  const attemptFrom: SignInLimits['attemptFrom'] = async (address) => {
    const key = keyOf(address);
    await count(addresses, key);
    return {
      async succeeded() {
        await addresses.reward(key);
      },
    };
  };
  return {
    attemptFrom,
    async forgive(account) {
      await accounts.delete(keyOf(account));
    },
    begin: (address) => count(begun, keyOf(address)),
    async attempt(account, address) {
      const from = await attemptFrom(address);
      const key = keyOf(account);
      await count(accounts, key);
      return {
        async succeeded() {
          await from.succeeded();
          await accounts.delete(key);
        },
      };
    },
  };
}

type Limiter = Pick<RateLimiterMemory, 'consume' | 'reward' | 'delete'>;

function limiter(keyPrefix: string, points: number, store: AttemptStore | undefined): Limiter {
  const limit = { keyPrefix, points, duration: WITHIN_SECONDS };
  if (!store) return new RateLimiterMemory(limit);
  const { tableName } = store;
  return new RateLimiterPostgres({
    ...limit,
    storeClient: store,
    storeType: 'client',
    tableName,
    tableCreated: true,
  });
}

/** Of one length, and nobody's name. */
function keyOf(name: string): string {
  return hash('sha256', name);
}

async function count(limiter: Limiter, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.ceil(error.msBeforeNext / 1_000);
    throw requestProblem('too-many-attempts', 429, { headers: { 'retry-after': String(seconds) } });
  }
}
