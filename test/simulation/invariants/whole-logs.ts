import { type Chain, epochOf, generationOf, partsOf } from '../../../client/worker/log/dexie-chain.ts';
import { position } from '../../../shared/log/ids.ts';
import type { Device } from '../device.ts';
import type { World } from '../world.ts';
import { hold } from './violation.ts';

/** 3, 5: what each device holds up to its cursor is the server's log up to there, all of it, whatever was packed. */
export function checkWholeLogs({ fleet, chronicle }: World): void {
  for (const device of fleet.devices) {
    const chain = device.disk.peek(device.database)?.get('meta')?.get('chain') as Chain | undefined;
    const epoch = chain && epochOf(chain);
    if (!chain || !epoch) continue;
    const theirs = chronicle.serverLog.of(epoch) ?? [];
    const ours = idsOf(device, chain);
    hold(ours.length === chain.cursor, '3 no hole', () => {
      return `${device.name} holds ${ours.length} events up to ${chain.cursor}`;
    });
    const at = ours.findIndex((id, index) => id !== theirs[index]?.id);
    hold(
      at < 0,
      '3 no hole',
      () => `${device.name} has ${ours[at]} at ${at + 1}, the server ${theirs[at]?.id}`,
    );
  }
}

type Row = { readonly last: number; readonly body: Uint8Array };

/** By position, as far as they follow each other without a gap. */
function idsOf({ disk, database }: Device, chain: Chain): string[] {
  const stores = disk.peek(database);
  const ids: string[] = [];
  for (const { generation, to } of partsOf(chain, { generation: generationOf(chain), after: position(0) })) {
    const rows = ['segments', 'tail'].flatMap((store) => {
      const contents = stores?.get(store);
      return (contents?.keys ?? []).map((key, index) => ({ key, row: contents?.values[index] as Row }));
    });
    const own = rows.filter(({ key }) => (key as [number, number])[0] === generation);
    own.sort((a, b) => (a.key as [number, number])[1] - (b.key as [number, number])[1]);
    for (const { row } of own) {
      for (const event of JSON.parse(new TextDecoder().decode(row.body)) as Stored[]) {
        if (event.position === ids.length + 1 && event.position <= to) ids.push(event.id);
      }
    }
  }
  return ids;
}

type Stored = { readonly id: string; readonly position: number };
