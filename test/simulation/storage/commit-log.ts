import type { CommitReport } from './ground.ts';
import type { UndoLog } from './undo-log.ts';

type Unsynced = { readonly report: CommitReport; readonly log: UndoLog };

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

  commit(about: Omit<CommitReport, 'number' | 'writes'>, log: UndoLog): CommitReport {
    this.#count += 1;
    const report = { number: this.#count, ...about, writes: log.writes };
    // A browser writes nothing where nothing has changed, and so it waits for nothing either.
    if (log.isEmpty) return report;
    if (report.durability === 'strict') this.#unsynced = [];
    else this.#unsynced.push({ report, log });
    return report;
  }

  /** Everything is on the disk. */
  sync(): void {
    this.#unsynced = [];
  }

  /** Undoes what is not on the disk but for the first `keep`; returns what is lost, oldest first. */
  losePower(keep: number): CommitReport[] {
    const lost = this.#unsynced.slice(keep);
    for (const { log } of lost.toReversed()) log.takeBack();
    this.#unsynced = [];
    return lost.map(({ report }) => report);
  }
}
