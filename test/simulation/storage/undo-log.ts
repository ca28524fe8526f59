import type { Records, StorageWrite } from './records.ts';

/** What a transaction has changed so far, and how to take it back. */
export class UndoLog {
  #writes: StorageWrite[] = [];
  readonly #steps: (() => void)[] = [];

  get writes(): readonly StorageWrite[] {
    return this.#writes;
  }

  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  /** Deleting works on a full disk. */
  get needsRoom(): boolean {
    return this.#writes.some(({ kind }) => kind === 'add' || kind === 'put');
  }

  wrote(records: Records, write: StorageWrite): void {
    this.#writes.push(write);
    this.#steps.push(() => records.undo(write));
  }

  /** A change of the database itself, by an upgrade. */
  changed(undo: () => void): void {
    this.#steps.push(undo);
  }

  takeBack(): void {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) step();
    this.#writes = [];
  }
}
