import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FAST_FOLDER } from './template.ts';
import type { Done, Job } from './worker.ts';

/** Seeds on several processes, each with its own world at a time. */
export type PoolOptions = {
  readonly workers: number;
  readonly mutant?: string;
  /** On top of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** The next seed to run; undefined: no more. */
  readonly next: () => Job | undefined;
  readonly onDone: (done: Done) => void;
};

/** What is found where a run does not end: no invariant saw it. */
const HANGS = 'a run that hangs';
/** Most runs take less than a second; one whose steps do not end ends itself. In milliseconds. */
const HANGS_AFTER = 600_000;

/** Resolves when there is nothing more to run and all that ran has been told. */
export async function runPool(options: PoolOptions): Promise<void> {
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-pool-'));
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    await Promise.all(Array.from({ length: options.workers }, () => runWorker(options, folder)));
  } finally {
    process.off('exit', clean);
    clean();
  }
}

function runWorker(options: PoolOptions, folder: string): Promise<void> {
  const { mutant, next, onDone, env } = options;
  const child = fork(join(import.meta.dirname, 'worker.ts'), mutant ? [mutant] : [], {
    stdio: 'inherit',
    env: { ...process.env, ...env, SIMULATION_FOLDER: folder },
  });
  return new Promise((resolve, reject) => {
    let job: Job | undefined;
    let alarm: NodeJS.Timeout | undefined;
    let hasHung = false;
    child.on('message', (message: 'ready' | Done) => {
      clearTimeout(alarm);
      if (message !== 'ready') onDone(message);
      job = next();
      if (!job) return void child.disconnect();
      alarm = setTimeout(() => {
        hasHung = true;
        child.kill('SIGKILL');
      }, HANGS_AFTER);
      child.send(job);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(alarm);
      if (!job) return resolve();
      if (!hasHung) return reject(new Error(`a worker ended with ${code ?? signal} on seed ${job.seed}`));
      onDone(hung(job));
      resolve(runWorker(options, folder));
    });
  });
}

function hung({ seed }: Job): Done {
  const failure = { invariant: HANGS, detail: `no end after ${HANGS_AFTER} ms`, step: 0 };
  return { seed, steps: 0, hash: '', deeds: 0, trace: [], coverage: [], failure };
}
