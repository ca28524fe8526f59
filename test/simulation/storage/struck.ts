import type { Deed } from './deeds.ts';
import type { Tab } from './disk.ts';
import { contentsOf, createPhone, type Phone } from './phone.ts';

type Strike = (phone: Phone, tab: Tab) => void;

/** What became of a deed, and how the disk looked. */
export type Struck = {
  /** What was about to happen; undefined: the deed has no such step. */
  readonly at: string | undefined;
  readonly outcome: { readonly done: unknown } | { readonly failed: string } | 'never heard of';
  /** What the disk held before the deed, and after each commit. */
  readonly states: readonly unknown[];
  readonly contents: unknown;
};

/** Does `deed` once for each of its steps, and strikes before that step. */
export async function* strikeBeforeEachStep(
  prepare: Deed,
  deed: Deed,
  strike: Strike,
): AsyncGenerator<Struck> {
  for (let step = 1; ; step += 1) {
    const struck = await run(prepare, deed, { step, strike });
    if (!struck.at) return;
    yield struck;
  }
}

export function undisturbed(prepare: Deed, deed: Deed): Promise<Struck> {
  return run(prepare, deed, { step: Number.POSITIVE_INFINITY, strike: () => {} });
}

async function run(
  prepare: Deed,
  deed: Deed,
  { step, strike }: { readonly step: number; readonly strike: Strike },
): Promise<Struck> {
  const tab = { name: 'the one that it happens to' };
  const states: unknown[] = [];
  let isGoingOn = false;
  let steps = 0;
  let at: string | undefined;
  const phone = createPhone({
    onCommit: () => isGoingOn && states.push(contentsOf(phone)),
    before({ mode, point }) {
      if (!isGoingOn) return;
      steps += 1;
      if (steps !== step) return;
      at = mode ? `${mode} ${point}` : point;
      strike(phone, tab);
    },
  });
  const open = () => phone.openLog(tab);
  await prepare(open);
  await phone.turns.idle();
  states.push(contentsOf(phone));
  isGoingOn = true;
  let outcome: Struck['outcome'] = 'never heard of';
  deed(open).then(
    (done) => {
      outcome = { done };
    },
    (error: Error & { code?: string }) => {
      outcome = { failed: error.code ?? String(error) };
    },
  );
  await phone.turns.idle();
  isGoingOn = false;
  const contents = contentsOf(phone);
  // It left no lock and no connection behind that another tab would have to wait for.
  await (await phone.openLog()).takeLead();
  return { at, outcome, states, contents };
}
