import { type CuttingProxy, FAULTS, type Fault, FEED_FAULTS, type Meant } from '../cutting-proxy.ts';
import type { Random } from '../random.ts';

type Dealing = {
  readonly chance: Random;
  /** How often each fault is to be applied at least. */
  readonly times: number;
  /** Of the pushes that meet a fault; of other requests it is half of that. */
  readonly share: number;
  readonly faults?: readonly Fault[];
};

/**
 * Drives the proxy by chance, until each fault was applied so many times: those of requests to pushes, which are what
 * must neither be lost nor doubled. Tells what is still to come.
 */
export function deal(proxy: CuttingProxy, { chance, times, share, faults = FAULTS }: Dealing): () => Fault[] {
  const left = (): Fault[] =>
    faults.filter((fault) => {
      const { pushes = 0, others = 0 } = proxy.counts.get(fault) ?? {};
      return (fault === 'down' || isOfFeeds(fault) ? others : pushes) < times;
    });
  proxy.choose = ({ method, isFeed }: Meant) => {
    // A feed that is left alone would last, and meet none later.
    const likely = isFeed ? 1 : method === 'POST' ? share : share / 2;
    if (!chance.chance(likely)) return undefined;
    const candidates = left().filter((fault) => isOfFeeds(fault) === isFeed);
    return candidates.length > 0 ? chance.pick(candidates) : undefined;
  };
  return left;
}

function isOfFeeds(fault: Fault): boolean {
  return FEED_FAULTS.some((one) => one === fault);
}
