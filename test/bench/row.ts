import type { BenchBrowser } from './browser.ts';

/**
 * How to add a row to `npm run bench`: a file in test/bench/rows/ that exports `row`. It measures ours and what we
 * compare with in the same run, in turn, so that the machine's mood hits both; the report shows the ratio of their
 * medians.
 *
 *   where: 'worker'   the file is loaded in a dedicated worker in Chromium too, where `prepare` and the trials run.
 *                     Top-level code must bear both places; `rows/durable-append.ts` is an example.
 *   where: 'node'     `prepare` and the trials run here. `bench.inWorker(module, name, …args)` calls an exported
 *                     function of a module of this project in a new worker; `bench.relaunch()` starts Chromium anew
 *                     on the same profile (cold start). Servers, other processes: start and stop them in `prepare`
 *                     and `finish`.
 *
 * A trial returns what it measured, in `unit`, without its own preparations; a rate ('events/s') is as good as a time.
 */
export type Row = Described & (WorkerRow | NodeRow);

type Described = {
  readonly title: string;
  /** What `bare` is. */
  readonly over: string;
  readonly unit: string;
  readonly target: { readonly atMost: number } | { readonly atLeast: number };
  /** How often each trial runs; an odd number, at least 7 for what is timed. */
  readonly rounds: number;
};
type WorkerRow = { readonly where: 'worker'; prepare(): Promise<Trials> };
type NodeRow = { readonly where: 'node'; prepare(bench: BenchBrowser): Promise<Trials> };

export type Trials = {
  ours(round: number): Promise<number>;
  bare(round: number): Promise<number>;
  finish?(): Promise<void>;
};

export type Samples = { readonly ours: number[]; readonly bare: number[] };

/** One round of each before what counts: code gets warm, files get made. */
export async function interleave({ ours, bare, finish }: Trials, rounds: number): Promise<Samples> {
  const samples: Samples = { ours: [], bare: [] };
  try {
    await bare(-1);
    await ours(-1);
    for (let round = 0; round < rounds; round += 1) {
      // Who goes first alternates: what one leaves to be written out is paid by the next.
      const turns = [
        async () => samples.ours.push(await ours(round)),
        async () => samples.bare.push(await bare(round)),
      ];
      for (const turn of round % 2 ? turns : turns.reverse()) await turn();
    }
  } finally {
    await finish?.();
  }
  return samples;
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
