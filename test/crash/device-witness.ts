import type { Submitted } from '../../client/worker/api.ts';
import type { EntryOf, JournalEntry } from '../../client/worker/log/journal.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { CommitId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { DeviceTotals } from './browser-report.ts';
import type { StoredDevice } from './stored-device.ts';

/**
 * Remembers outside of the browser what the app said, and holds what is found after each death against it (L1, L2,
 * L5, L6):
 *
 *   'saved'  ─▶ one entry of the journal has the commit, and, once in step, it is on the server once, as it was saved
 *   journal  ─▶ dense, and earlier journals are prefixes of later ones
 *   log      ─▶ each position up to the cursor once, and what the server has there
 */
export type DeviceWitness = {
  readonly violations: readonly string[];
  readonly totals: DeviceTotals;
  hears(submitted: Submitted): void;
  complain(violation: string): void;
  countRefused(): void;
  /** After a death, before the app runs again. */
  compare(stored: StoredDevice | undefined, server: readonly RecordedEvent[]): void;
  /** Commits that were saved and whose events the device has not got back yet. */
  underWay(stored: StoredDevice | undefined): number;
  /** With nothing under way. */
  compareInStep(stored: StoredDevice, server: readonly RecordedEvent[]): void;
};

export function createDeviceWitness(): DeviceWitness {
  const violations: string[] = [];
  const said = new Set<string>();
  let journal: StoredDevice['journal'] = [];
  let events = 0;
  let acceptedUnheard = 0;
  let openingsRefused = 0;

  function complain(violation: string): void {
    violations.push(violation);
  }

  function compareJournal(found: StoredDevice['journal']): void {
    const changed = journal.findIndex(([, entry], index) => entry !== found[index]?.[1]);
    if (changed >= 0) complain(`entry ${changed + 1} of the journal is no longer what it was`);
    for (const [index, [key, entry]] of found.entries()) {
      const { sequence } = JSON.parse(entry) as JournalEntry;
      if (key !== index + 1 || sequence !== key)
        complain(`entry ${index + 1} of the journal is number ${key}`);
    }
    const counts = countOf(savedIn(found).map(({ commit }) => commit.id));
    for (const id of said) {
      const times = counts.get(id) ?? 0;
      if (times !== 1) complain(`commit ${id} was said to be saved and is ${times} times in the journal`);
    }
    journal = found;
  }

  function compareLog({ cursor, runs }: StoredDevice, server: readonly RecordedEvent[]): void {
    const stored = runs.flatMap((run) => run.events).sort(([a], [b]) => a - b);
    if (stored.length !== cursor) complain(`the log goes to ${cursor} and holds ${stored.length} events`);
    const wrong = stored.findIndex(
      ([position, id], index) => position !== index + 1 || server[index]?.id !== id,
    );
    if (wrong >= 0) complain(`position ${wrong + 1} of the device's log is not what the server has there`);
    const torn = runs.find(({ first, last, events: of }) => of[0]?.[0] !== first || of.at(-1)?.[0] !== last);
    if (torn) complain(`the record ${torn.first} to ${torn.last} of the log is not whole`);
    events = stored.length;
  }

  /** The server has it, and the device died before it had written that down. */
  function countUnheard(server: readonly RecordedEvent[]): void {
    const there = new Set<string>(server.map(({ commitId }) => commitId));
    const heard = new Set<string>(entriesIn(journal).flatMap(commitsHeardOf));
    acceptedUnheard += savedIn(journal).filter(
      ({ commit: { id } }) => there.has(id) && !heard.has(id),
    ).length;
  }

  return {
    violations,
    get totals() {
      const saved = savedIn(journal).length;
      return {
        saved: said.size,
        savedUnsaid: saved - said.size,
        acceptedUnheard,
        entries: journal.length,
        events,
        openingsRefused,
      };
    },
    hears(submitted) {
      if (submitted.kind === 'saved') said.add(submitted.commitId);
      else complain(`a command was answered ${JSON.stringify(submitted)}`);
    },
    complain,
    countRefused() {
      openingsRefused++;
    },
    compare(stored, server) {
      if (!stored) {
        if (journal.length > 0) complain('the device is gone');
        return;
      }
      compareJournal(stored.journal);
      compareLog(stored, server);
      countUnheard(server);
      for (const shard of stored.missingShards) complain(`a snapshot lacks its shard ${shard}`);
    },
    underWay(stored) {
      const entries = entriesIn(stored?.journal ?? []);
      const settled = new Set(entries.flatMap((entry) => (entry.kind === 'pulled' ? entry.settled : [])));
      return savedIn(stored?.journal ?? []).filter(({ commit }) => !settled.has(commit.id)).length;
    },
    compareInStep(stored, server) {
      const byCommit = Map.groupBy(server, ({ commitId }) => commitId as string);
      const times = countOf(server.map(({ id }) => id));
      for (const { commit } of savedIn(stored.journal)) {
        const facts = factsOf(commit).map(({ event }) => event.id);
        const there = (byCommit.get(commit.id) ?? []).map(({ id }) => id).filter((id) => facts.includes(id));
        if (there.join() !== facts.join() || facts.some((id) => times.get(id) !== 1))
          complain(`commit ${commit.id} is on the server with the facts ${there} instead of ${facts}`);
      }
      const settled = entriesIn(stored.journal).flatMap((e) => (e.kind === 'pulled' ? e.settled : []));
      for (const [id, often] of countOf(settled))
        if (often > 1) complain(`commit ${id} arrived ${often} times`);
    },
  };
}

function entriesIn(journal: StoredDevice['journal']): JournalEntry[] {
  return journal.map(([, entry]) => JSON.parse(entry) as JournalEntry);
}

function commitsHeardOf(entry: JournalEntry): CommitId[] {
  if (entry.kind === 'pulled') return entry.settled;
  return entry.kind === 'answered' ? entry.answers.map(({ commitId }) => commitId) : [];
}

function savedIn(journal: StoredDevice['journal']): EntryOf<'saved'>[] {
  return entriesIn(journal).filter((entry) => entry.kind === 'saved');
}

function countOf(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
