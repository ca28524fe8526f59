import type { Chain } from '../../../client/worker/log/dexie-chain.ts';
import type { EntryOf } from '../../../client/worker/log/journal.ts';
import type { AnyEvent, RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import { ownText } from './saved-commits.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

export type ChainMove = { readonly before: Chain; readonly after: Chain };

/**
 * R3: the server came back from a backup. What a device takes to be shared, both logs really have; and what it holds
 * beyond that, all of it and nothing else, it offers again.
 *
 *   old   ── 1 ─────── 40 ────┤ cursor 55
 *   new   ── 1 ─────── 40 ▏41 …             shared: 40 at most · offered: the facts of 41 to 55
 */
export function checkGeneration(
  entry: EntryOf<'epoch-changed'>,
  { before, after }: ChainMove,
  server: ServerLog,
): void {
  const { to, shared } = entry;
  const [old, next] = [before.generations.at(-1), after.generations.at(-1)];
  hold(
    next?.epoch === to && next.after === shared && after.cursor === shared,
    '4 the cursor',
    () => `generation ${next?.generation} is not as its entry says: epoch ${to} after ${shared}`,
  );
  const theirs = server.of(to);
  hold(theirs, '3 no hole', () => `epoch ${to} is none of the server’s`);
  const ours = (old && server.of(old.epoch)) ?? [];
  const both = sharedLength(ours, theirs);
  hold(shared <= both, '3 no hole', () => `${shared} events are taken to be shared, and ${both} are`);
  checkOffered(entry, ours.slice(shared, before.cursor));
}

function sharedLength(ours: readonly RecordedEvent[], theirs: readonly RecordedEvent[]): number {
  const at = ours.findIndex(({ id }, index) => id !== theirs[index]?.id);
  return at < 0 ? ours.length : at;
}

function checkOffered({ offered }: EntryOf<'epoch-changed'>, held: readonly RecordedEvent[]): void {
  const lost = held
    .filter(({ id, meta }) => uuidVersion(id) === 7 && meta.actorId !== 'system')
    .map((event) => factText(event.commitId, event.streamId, event));
  const again = offered.flatMap(({ id, writes }) =>
    writes.flatMap(({ streamId, facts }) => facts.map((fact) => factText(id, streamId, fact))),
  );
  const at = lost.findIndex((text, index) => text !== again[index]);
  hold(at < 0, '1 no loss', () => `${lost[at]} is lost, and what is offered in its place is ${again[at]}`);
  hold(lost.length === again.length, '1 no loss', () => `${again[lost.length]} is offered and was not lost`);
}

function factText(commit: string, stream: string, event: AnyEvent): string {
  return `${commit} on ${stream}: ${ownText(event)}`;
}
