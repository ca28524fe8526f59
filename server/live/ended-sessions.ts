import type { Accounts } from '../accounts/accounts.ts';
import type { Timer } from '../running/timer.ts';
import type { LiveHub } from './live-hub.ts';

/** A session that ends, on whichever node, is noticed here within a second. */
const LOOK_EVERY_MS = 500;

type EndedSessions = {
  readonly live: LiveHub;
  readonly accounts: Accounts;
  readonly timer: Timer;
};

/** A feed is a request that goes on: whether its session still stands is asked again and again. Returns how to stop. */
export function endFeedsWithSessions({ live, accounts, timer }: EndedSessions): () => void {
  if (accounts.isOpen) return () => {};
  let looking = false;

  async function look(): Promise<void> {
    const sessions = new Set([...live.listeners()].flatMap(({ session }) => session ?? []));
    if (sessions.size === 0) return;
    for (const session of await accounts.endedSessions([...sessions])) live.endSession(session);
  }

  return timer.every(LOOK_EVERY_MS, () => {
    if (looking) return;
    looking = true;
    // What fails now is asked again so soon that nobody has to know.
    void look()
      .catch(() => {})
      .finally(() => {
        looking = false;
      });
  });
}
