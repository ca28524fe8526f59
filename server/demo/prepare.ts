import type { Adapters, Daybook } from '../app.ts';
import { admitDemoAccounts } from './accounts.ts';
import { fillWithSamples } from './fill.ts';

/** The throwaway workspace of a demo: sample sessions, and somebody of each role where there are accounts. */
export async function prepareDemo({ commits }: Daybook, adapters: Adapters): Promise<void> {
  const { people } = adapters.accounts;
  for (const { id } of await adapters.eventLog.workspaces()) {
    await fillWithSamples(id, { ...adapters, commits });
    if (people) await admitDemoAccounts(id, { ...adapters, people });
  }
}
