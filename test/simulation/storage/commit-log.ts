import type { CommitReport } from './ground.ts';

type Unsynced = { readonly report: CommitReport; readonly undo: { takeBack(): void } };

/**
 * What a disk has committed, in order, as a write-ahead log has it: a strict commit waits until it and everything
 * before it is on the disk, a relaxed one does not.
 *
 *   relaxed  strict ▏relaxed  relaxed            after a power cut: any number of the last two, the first ones first
 *            synced ▏unsynced
 */
export class CommitLog {
  #count = 0;
  #unsynced: Unsynced[] = [];

  get unsynced(): number {
    return this.#unsynced.length;
  }

  commit(report: Omit<CommitReport, 'number'>, undo: Unsynced['undo']): CommitReport {
    this.#count += 1;
    const numbered = { number: this.#count, ...report };
    if (report.durability === 'strict') this.#unsynced = [];
    else this.#unsynced.push({ report: numbered, undo });
    return numbered;
  }

  /** Everything is on the disk. */
  sync(): void {
    this.#unsynced = [];
  }

  /** Undoes what is not on the disk but for the first `keep`; returns what is lost, oldest first. */
  losePower(keep: number): CommitReport[] {
    const lost = this.#unsynced.slice(keep);
    for (const { undo } of lost.toReversed()) undo.takeBack();
    this.#unsynced = [];
    return lost.map(({ report }) => report);
  }
}
