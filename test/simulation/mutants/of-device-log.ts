import type { Mutant } from './mutant.ts';

/** Of the device's log: its transactions, pages, snapshots. */
export const OF_DEVICE_LOG: readonly Mutant[] = [
  {
    name: 'acknowledge-early',
    file: 'client/worker/log/dexie-transaction.ts',
    find: 'outcome = { value };',
    replace: 'outcome = { value }; resolve(value);',
  },
  {
    name: 'durability-relaxed',
    file: 'client/worker/log/dexie-transaction.ts',
    find: "durability = 'strict'",
    replace: "durability = 'relaxed'",
  },
  {
    name: 'cursor-without-events',
    file: 'client/worker/log/dexie-change.ts',
    find: 'of rows) {',
    replace: 'of rows.slice(1)) {',
  },
  {
    name: 'no-fence',
    file: 'client/worker/log/dexie-change.ts',
    find: "if (fence !== change.fence) return 'fenced';",
    replace: '',
  },
  {
    name: 'fence-given-out-twice',
    file: 'client/worker/log/dexie-event-log.ts',
    find: 'const fence = (await readFence(transaction)) + 1;',
    replace: 'const fence = (await readFence(transaction)) || 1;',
  },
  {
    name: 'moved-taken-for-appended',
    file: 'client/worker/log/dexie-journal.ts',
    find: "error.name === 'ConstraintError') return 'moved'",
    replace: "error.name === 'ConstraintError') return 'appended'",
  },
  {
    name: 'journal-overwritten',
    file: 'client/worker/log/dexie-journal.ts',
    find: 'store.add(entry, expected + 1 + index);',
    replace: 'store.put(entry, expected + 1 + index);',
  },
  {
    name: 'packing-loses-a-page',
    file: 'client/worker/log/dexie-pack.ts',
    find: 'joinBodies(group.map(({ body }) => body))',
    replace: 'joinBodies(group.slice(-1).map(({ body }) => body))',
  },
  {
    name: 'snapshot-half-way',
    file: 'client/worker/state/snapshots.ts',
    find: 'if (base !== null && !changed.has(day)) continue;',
    replace: 'if (base !== null) continue;',
  },
];
