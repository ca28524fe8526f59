import { interleave, type Row } from './row.ts';

// The measuring worker: calls one exported function of one module, or runs a row's trials, and says what came out.
export type Call = { readonly module: string; readonly name: string; readonly args: readonly unknown[] };

addEventListener('message', async ({ data }: MessageEvent<Call>) => {
  try {
    postMessage({ value: await answer(data) });
  } catch (error) {
    postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

async function answer({ module, name, args }: Call): Promise<unknown> {
  const loaded = await import(/* @vite-ignore */ module);
  if (name !== 'row') return loaded[name](...args);
  const row = loaded.row as Row;
  if (row.where !== 'worker') throw new Error(`${module} runs in node`);
  return interleave(await row.prepare(), row.rounds);
}
