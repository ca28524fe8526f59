import type { Ground, StoragePoint, TabProcess } from './ground.ts';
import type { Claim } from './locks.ts';
import { noRoom, problem } from './problem.ts';
import type { StoredDatabase } from './stored-database.ts';
import type { UndoLog } from './undo-log.ts';

/** The transaction whose life it is: what it wants, and whom it tells. */
export type Subject = Claim & {
  readonly process: TabProcess;
  readonly durability: IDBTransactionDurability;
  readonly log: UndoLog;
  readonly hasQuestions: boolean;
  /** Each of these is within a step of its own. */
  answer(): void;
  tellComplete(): void;
  tellAbort(): void;
  loseConnection(): void;
};

/**
 * When what happens to a transaction. The names are those of the steps, which the world lets happen:
 *
 *   waiting ──lock──▶ running ──'requests'──▶ … ──'commit'──▶ committed ──'complete'──▶ over
 *                        └──────abort, error, fault──▶ aborted ──'abort'──▶ over
 *
 * Invariants: writes are made in place, and taken back in the opposite order unless the transaction commits; until
 * then nobody else has the lock.
 */
export class TransactionLife {
  error: DOMException | null = null;
  readonly #ground: Ground;
  readonly #database: StoredDatabase;
  readonly #subject: Subject;
  #state: 'waiting' | 'running' | 'committed' | 'aborted' | 'over' = 'waiting';
  /** Takes questions: from its making, or from an answer, until that task and its microtasks are through. */
  #isActive = false;
  /** Takes no more questions: commits when the last is answered. */
  #isEnding = false;
  #isScheduled = false;

  constructor(ground: Ground, database: StoredDatabase, subject: Subject) {
    this.#ground = ground;
    this.#database = database;
    this.#subject = subject;
    this.#activate();
  }

  get isActive(): boolean {
    return this.#isActive;
  }

  get isUndecided(): boolean {
    return this.#state === 'waiting' || this.#state === 'running';
  }

  get isEnding(): boolean {
    return this.#isEnding || !this.isUndecided;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  begin(): void {
    this.#state = 'running';
    this.proceed();
  }

  end(): void {
    this.#isActive = false;
    this.#isEnding = true;
    this.proceed();
  }

  proceed(): void {
    if (this.#state !== 'running' || this.#isScheduled) return;
    if (this.#subject.hasQuestions) this.#schedule('requests', () => this.#answer());
    else if (!this.#isActive) {
      this.#isEnding = true;
      this.#schedule('commit', () => this.#commit());
    }
  }

  /** It changes nothing. `error` null: because somebody wanted that. */
  giveUp(error: DOMException | null): void {
    this.#takeBack();
    this.error = error;
    this.#abort();
  }

  /** The connection is gone: what is committed stays so, but that is not what is told. */
  cutOff(): void {
    if (this.isUndecided) this.giveUp(null);
    else if (this.#state === 'committed') this.#abort();
  }

  /** The process is gone: nothing is told. */
  vanish(): void {
    if (this.isUndecided) this.#takeBack();
    this.#state = 'over';
  }

  #activate(): void {
    this.#isActive = true;
    this.#ground.afterTask(() => {
      this.#isActive = false;
      this.proceed();
    });
  }

  #answer(): void {
    if (!this.#isEnding) this.#activate();
    this.#subject.answer();
  }

  #commit(): void {
    const subject = this.#subject;
    if (subject.mode === 'readonly') return this.#complete();
    const fault = this.#ground.fault({ point: 'commit', ...this.#about() });
    if (fault === 'abort')
      return this.giveUp(problem('UnknownError', 'Internal error committing transaction.'));
    if (fault === 'time-out') return this.giveUp(problem('TimeoutError', 'The transaction timed out.'));
    if (fault === 'lose-connection') return subject.loseConnection();
    if (subject.log.needsRoom && this.#ground.isFull('at-commit')) return this.giveUp(noRoom());
    this.#state = 'committed';
    this.#database.locks.release(subject);
    this.#ground.committed(this.#about(), subject.log);
    if (fault === 'commit-then-lose-connection') subject.loseConnection();
    else this.#later('complete', () => this.#state === 'committed' && this.#complete());
  }

  #complete(): void {
    this.#state = 'over';
    this.#database.locks.release(this.#subject);
    this.#subject.tellComplete();
  }

  #abort(): void {
    this.#state = 'aborted';
    this.#isActive = false;
    this.#later('abort', () => {
      this.#state = 'over';
      this.#subject.tellAbort();
    });
  }

  #takeBack(): void {
    this.#subject.log.takeBack();
    this.#database.locks.release(this.#subject);
  }

  #schedule(point: StoragePoint, step: () => void): void {
    this.#isScheduled = true;
    this.#later(point, () => {
      this.#isScheduled = false;
      if (this.#state !== 'running') return;
      step();
      this.proceed();
    });
  }

  #later(point: StoragePoint, run: () => void): void {
    this.#ground.later(this.#subject.process, { point, ...this.#about() }, run);
  }

  #about() {
    const { process, mode, durability, stores } = this.#subject;
    return { tab: process.tab, database: this.#database.name, stores, mode, durability };
  }
}
