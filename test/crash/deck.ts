import type { Random } from '../support/random.ts';

/** So many of the deck, each as often as any other, give or take one. */
export function deal<T>(count: number, deck: readonly T[], chance: Random): T[] {
  const dealt: T[] = [];
  while (dealt.length < count) dealt.push(...shuffled(deck, chance).slice(0, count - dealt.length));
  return dealt;
}

export function shuffled<T>(from: readonly T[], chance: Random): T[] {
  return from
    .map((one) => ({ one, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
