import type { Mutant } from './mutant.ts';

/** Of a device's own work that the server has not decided yet. */
export const OF_OWN_WORK: readonly Mutant[] = [
  {
    name: 'overlay-dropped-at-acceptance',
    file: 'client/worker/state/work.ts',
    find: 'change(work.overlay, commitId, accepted);',
    replace: 'work.overlay.delete(commitId);',
  },
  {
    name: 'acceptance-not-shown',
    file: 'client/worker/state/work.ts',
    find: 'change(work.overlay, commitId, accepted);',
    replace: 'void accepted;',
  },
  {
    name: 'overlay-kept-after-its-events',
    file: 'client/worker/sync/pull.ts',
    find: 'return { settled,',
    replace: 'return { settled: settled.slice(1),',
  },
  {
    name: 'conflict-taken-for-accepted',
    file: 'client/worker/state/work.ts',
    find: "if (answer.outcome === 'accepted') return accept(work, answer);",
    replace: "if (answer.outcome !== 'unsupported') return accept(work, answer as never);",
  },
  {
    name: 'rejection-forgotten',
    file: 'client/worker/state/work.ts',
    find: 'return rejections.length > 0 ? quarantined(after, rejections, at) : after;',
    replace: 'return after;',
  },
  {
    name: 'rejected-commit-thrown-away',
    file: 'client/worker/state/work.ts',
    find: 'if (one) quarantine.set(id, { ...origin(one), at, ...why });',
    replace: 'if (one && why.because) quarantine.set(id, { ...origin(one), at, ...why });',
  },
  {
    name: 'lost-commits-not-offered-again',
    file: 'client/worker/sync/restored.ts',
    find: "filter((ofCommit) => ofCommit[0]?.meta.actorId !== 'system')",
    replace: 'filter(() => false)',
  },
  {
    name: 'only-own-commits-offered-again',
    file: 'client/worker/sync/restored.ts',
    find: 'const offered = lostCommits(lost);',
    replace:
      'const offered = lostCommits(lost).filter((one) => one.submittedFor?.deviceId === arguments[0].who.deviceId);',
  },
  {
    name: 'not-looked-for-before-it-is-given-up',
    file: 'client/worker/log/dexie-journal.ts',
    find: 'if (await connection.insist(look).catch(() => false))',
    replace: 'if (false as boolean)',
  },
  {
    name: 'one-fact-of-each-offered-again',
    file: 'client/worker/sync/restored.ts',
    find: 'facts: onStream.filter(isFact).map(bare),',
    replace: 'facts: onStream.filter(isFact).slice(0, 1).map(bare),',
  },
  {
    name: 'own-end-taken-for-the-shared-one',
    file: 'client/worker/sync/restored.ts',
    find: 'return position(Math.min(ourEnd, theirEnd));',
    replace: 'return position(ourEnd);',
  },
  {
    name: 'packing-drops-older-generations',
    file: 'client/worker/log/dexie-pack.ts',
    find: 'for (const { key } of group) tail.delete([...key]);',
    replace:
      'for (const { key } of group) tail.delete([...key]); segments.delete(IDBKeyRange.upperBound([current, 0]));',
  },
];
