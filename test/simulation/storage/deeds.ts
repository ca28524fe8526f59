import type { EventLog } from '../../../client/worker/log/event-log.ts';
import { position } from '../../../shared/log/ids.ts';
import { sequence, snapshot } from '../../support/event-log-contract.ts';
import { entry, FIRST_EPOCH, pulled, recordedEvents, SECOND_EPOCH } from '../../support/recorded-events.ts';

/** What a tab does. `open` opens its log, and makes the database where there is none. */
export type Deed = (open: () => Promise<EventLog>) => Promise<unknown>;

export const nothing: Deed = async () => {};
export const making: Deed = (open) => open();
export const leading = onLog((log) => log.takeLead());
export const append = onLog((log) => log.append(sequence(0), [entry('a'), entry('b')]));
export const onePage = onLog((log) => page(log, 1, 130));
export const fivePages = onLog(async (log) => {
  await log.takeLead();
  for (let from = 1; from <= 300; from += 60) await page(log, from, from + 59);
});
export const packing = onLog((log) => log.pack(position(300)));
export const twoSnapshots = onLog(async (log) => {
  await log.takeLead();
  await page(log, 1, 10);
  await log.writeSnapshot(snapshot(5, { april: 'a5', may: 'm5' }));
  await log.writeSnapshot(snapshot(9, { may: 'm9' }));
});
export const thirdSnapshot = onLog((log) => log.writeSnapshot(snapshot(10, { may: 'm10', june: 'j10' })));
export const generation = onLog((log) => {
  const change = { kind: 'generation', epoch: SECOND_EPOCH, shared: position(7) } as const;
  return log.appendSync(sequence(1), [pulled(10, 10)], { fence: 1, log: change });
});

function onLog(work: (log: EventLog) => Promise<unknown>): Deed {
  return async (open) => work(await open());
}

async function page(log: EventLog, from: number, to: number): Promise<string> {
  const { journal, fence } = await log.head();
  const change = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(from, to) } as const;
  return log.appendSync(journal, [pulled(from - 1, to)], { fence, log: change });
}
