import type { StorageWrite } from './records.ts';

/** A transaction as others see it that want the same stores. */
export type Claim = {
  readonly stores: readonly string[];
  readonly mode: IDBTransactionMode;
  /** What it has changed, while it is not committed. */
  readonly log: { readonly writes: readonly StorageWrite[] };
  granted(): void;
};

/**
 * Who may work on which stores of a database: in the order in which the transactions were made, readers of a store
 * together, a writer alone. Who waits keeps those out that came later and want the same.
 */
export class Locks {
  #claims: Claim[] = [];
  readonly #waiting = new Set<Claim>();

  get claims(): readonly Claim[] {
    return this.#claims;
  }

  claim(claim: Claim): void {
    this.#claims.push(claim);
    if (this.#isFree(claim)) claim.granted();
    else this.#waiting.add(claim);
  }

  release(claim: Claim): void {
    this.#claims = this.#claims.filter((one) => one !== claim);
    this.#waiting.delete(claim);
    for (const waiting of [...this.#waiting]) {
      if (!this.#isFree(waiting)) continue;
      this.#waiting.delete(waiting);
      waiting.granted();
    }
  }

  #isFree(claim: Claim): boolean {
    for (const earlier of this.#claims) {
      if (earlier === claim) return true;
      if (isConflict(earlier, claim)) return false;
    }
    return true;
  }
}

function isConflict(a: Claim, b: Claim): boolean {
  if (a.mode === 'readonly' && b.mode === 'readonly') return false;
  return a.stores.some((store) => b.stores.includes(store));
}
