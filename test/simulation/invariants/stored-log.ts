import type { CommitReport } from '../storage/disk.ts';
import { hold } from './violation.ts';

type Write = CommitReport['writes'][number];

/**
 * 5, L2: what a device holds of the log stays there. Pulling adds; packing moves whole records from the tail into
 * segments of the same generation, with the same events, in one transaction; nothing else touches them.
 */
export function checkStored(writes: readonly Write[], { isPulled }: { readonly isPulled: boolean }): void {
  for (const write of writes) checkKept(write);
  const out = moved(writes, 'delete', 'tail');
  if (isPulled) {
    hold(out.length === 0, '5 append-only', () => `${out.length} events left the tail without being packed`);
    return;
  }
  const into = moved(writes, 'add', 'segments');
  const isSame = out.join() === into.join();
  hold(isSame, '5 append-only', () => `${out.length} events were packed as ${into.length}`);
  const stray = writes.find(({ store, kind }) => store === 'tail' && kind === 'add');
  hold(!stray, '5 append-only', () => `${stray?.key} came into the tail without an entry of the journal`);
}

const LOG: ReadonlySet<string> = new Set(['tail', 'segments']);

function checkKept({ store, kind, key }: Write): void {
  const isAllowed = kind === 'add' || (kind === 'delete' && store === 'tail');
  hold(!LOG.has(store) || isAllowed, '5 append-only', () => `${kind} of ${key ?? 'all'} in ${store}`);
  const isForgotten = store === 'meta' && (kind === 'clear' || (kind === 'delete' && key === 'chain'));
  hold(!isForgotten, '5 append-only', () => 'the device forgot how far its log goes');
}

/** The events' lines, each with the generation that it is stored under. */
function moved(writes: readonly Write[], kind: 'add' | 'delete', store: string): string[] {
  return writes
    .filter((write) => write.kind === kind && write.store === store)
    .flatMap((write) => {
      const [generation, first] = write.key as readonly [number, number];
      const { last, body } = (kind === 'add' ? write.value : write.before) as Row;
      const lines = new TextDecoder().decode(body).slice(2, -2).split(',\n');
      hold(lines.length === last - first + 1, '5 append-only', () => {
        return `${first} to ${last} of ${store} are ${lines.length} events`;
      });
      return lines.map((line) => `${generation} ${line}`);
    });
}

type Row = { readonly last: number; readonly body: Uint8Array };
