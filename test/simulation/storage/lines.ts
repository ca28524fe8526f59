/** Something that is served in its turn. */
type Waiting = { readonly name: string; begin(): void };

/** Who wants to open or delete a database: for each name one after the other, first come first. */
export class Lines<T extends Waiting> {
  readonly #lines = new Map<string, readonly T[]>();

  first(name: string): T | undefined {
    return this.#lines.get(name)?.[0];
  }

  join(one: T): void {
    const line = this.#lines.get(one.name) ?? [];
    this.#lines.set(one.name, [...line, one]);
    if (line.length === 0) one.begin();
  }

  leave(one: T): void {
    const wasServed = this.first(one.name) === one;
    const rest = (this.#lines.get(one.name) ?? []).filter((other) => other !== one);
    this.#lines.set(one.name, rest);
    if (wasServed) rest[0]?.begin();
  }
}
