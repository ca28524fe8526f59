/** Requests that wait until another one with the same method has gone by. */
export type Overtaking = {
  passed(method: string): void;
  /** False where none came for a while. */
  wait(method: string): Promise<boolean>;
};

/** In milliseconds. */
const PATIENCE = 300;

export function createOvertaking(): Overtaking {
  const waiting = new Map<string, Set<() => void>>();
  const of = (method: string): Set<() => void> => {
    const those = waiting.get(method) ?? new Set();
    waiting.set(method, those);
    return those;
  };
  return {
    passed(method) {
      for (const go of of(method)) go();
    },
    wait(method) {
      return new Promise((resolve) => {
        const end = (overtaken: boolean) => (): void => {
          clearTimeout(timeout);
          of(method).delete(go);
          resolve(overtaken);
        };
        const timeout = setTimeout(end(false), PATIENCE);
        const go = end(true);
        of(method).add(go);
      });
    },
  };
}
