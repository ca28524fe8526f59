import type { Random } from '../../support/random.ts';

/** Of all questions, how many take a step there, and as many a step back. */
const SLOW = 0.12;

/**
 * A port whose methods work on another machine: a question may be asked a moment later, and what is answered may be
 * over by the time that it is read.
 */
export function distant<Port extends object>(
  port: Port,
  names: readonly (keyof Port)[],
  { chance, travel }: { readonly chance: Random; readonly travel: () => Promise<void> },
): Port {
  const methods = names.map((name) => {
    const method = port[name] as (...args: unknown[]) => Promise<unknown>;
    const asked = async (...args: unknown[]): Promise<unknown> => {
      if (chance.chance(SLOW)) await travel();
      const answer = await method(...args);
      if (chance.chance(SLOW)) await travel();
      return answer;
    };
    return [name, asked] as const;
  });
  return { ...port, ...Object.fromEntries(methods) };
}
