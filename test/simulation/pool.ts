import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import type { Done, Job } from './worker.ts';

/** Seeds on several processes, each with its own world at a time. */
export type PoolOptions = {
  readonly workers: number;
  readonly mutant?: string;
  /** On top of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** A run that takes longer is taken for one that never ends. In milliseconds. */
  readonly hangsAfter?: number;
  /** Nobody waits for it any more: a test that took too long. */
  readonly signal?: AbortSignal;
  /** Instead of the real worker. */
  readonly program?: string;
  /** The next seed to run; undefined: no more. */
  readonly next: () => Job | undefined;
  readonly onDone: (done: Done) => void;
};

/** What is found where a run does not end: no invariant saw it. */
const HANGS = 'a run that hangs';
/** Runs take half a second, and four of them where other programs want the machine six times over. One whose steps do
 * not end ends itself. */
const HANGS_AFTER = 45_000;
const WORKER = join(import.meta.dirname, 'worker.ts');

/** Resolves when there is nothing more to run and all that ran has been told. */
export async function runPool(options: PoolOptions): Promise<void> {
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-pool-'));
  const children = new Set<ChildProcess>();
  // One that runs in circles does not hear that nobody is there any more.
  const clean = (): void => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', clean);
  options.signal?.addEventListener('abort', clean);
  try {
    const place = { folder, children };
    await Promise.all(Array.from({ length: options.workers }, () => runWorker(options, place)));
  } finally {
    process.off('exit', clean);
    options.signal?.removeEventListener('abort', clean);
    clean();
  }
}

type PoolPlace = { readonly folder: string; readonly children: Set<ChildProcess> };

function runWorker(options: PoolOptions, place: PoolPlace): Promise<void> {
  const { mutant, next, onDone, env, hangsAfter = HANGS_AFTER, program = WORKER } = options;
  const child = fork(program, mutant ? [mutant] : [], {
    stdio: 'inherit',
    env: { ...process.env, ...env, SIMULATION_FOLDER: place.folder },
  });
  place.children.add(child);
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
      }, hangsAfter);
      child.send(job);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(alarm);
      place.children.delete(child);
      if (hasHung && job) {
        onDone(hung(job, hangsAfter));
        resolve(runWorker(options, place));
      } else if (code === 0 && !job) resolve();
      else reject(new Error(`a worker ended with ${code ?? signal} on seed ${job?.seed ?? 'none'}`));
    });
  });
}

function hung({ seed }: Job, hangsAfter: number): Done {
  const failure = { invariant: HANGS, detail: `no end after ${hangsAfter} ms`, step: 0 };
  return { seed, steps: 0, hash: '', deeds: 0, trace: [], coverage: [], failure };
}
