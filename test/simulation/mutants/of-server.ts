import type { Mutant } from './mutant.ts';

/** Of what the server accepts, answers and keeps. */
export const OF_SERVER: readonly Mutant[] = [
  {
    name: 'dedupe-off',
    file: 'server/accept.ts',
    find: 'const recorded = known.recordedFacts(commit.id);',
    replace: 'const recorded = undefined as string | undefined;',
  },
  {
    name: 'failed-read-keeps-its-turn',
    file: 'server/http/turns.ts',
    find: 'return await work();',
    replace: 'return await work().catch((error) => { free -= 1; throw error; });',
  },
  {
    name: 'commit-forgotten-now-and-then',
    file: 'server/log/sqlite-database.ts',
    find: "database.exec('COMMIT');",
    replace:
      "const counted = database as never as { n?: number }; counted.n = (counted.n ?? 0) + 1; database.exec(counted.n % 40 === 0 ? 'ROLLBACK' : 'COMMIT');",
  },
  {
    name: 'kept-receipt-differs',
    file: 'server/log/receipt.ts',
    find: '    JSON.stringify(receipt),',
    replace: '    JSON.stringify({ ...receipt, lastPosition: receipt.firstPosition }),',
  },
  {
    name: 'epoch-begins-at-zero',
    file: 'server/log/sqlite-event-log.ts',
    find: 'WHERE workspace = id), ?, head, ?',
    replace: 'WHERE workspace = id), ?, 0, ?',
  },
  {
    name: 'position-hole',
    file: 'server/log/sqlite-transaction.ts',
    find: 'let next = head + 1;',
    replace: 'let next = head + (commits.length > 2 ? 2 : 1);',
  },
  {
    name: 'epoch-not-looked-at',
    file: 'server/pull/pull-routes.ts',
    find: 'if (asked.epoch !== workspace.epoch) throw epochChanged(workspace);',
    replace: '',
  },
  {
    name: 'device-clock-recorded',
    file: 'server/commits/record.ts',
    find: 'submittedBy: push.sender, recordedAt });',
    replace:
      'submittedBy: push.sender, recordedAt: commit.writes[0]?.facts[0]?.meta.occurredAt ?? recordedAt });',
  },
  {
    name: 'submitter-by-its-own-word',
    file: 'server/commits/record.ts',
    find: 'submittedBy: push.sender, recordedAt });',
    replace: 'submittedBy: commit.writes[0]?.facts[0]?.meta ?? push.sender, recordedAt });',
  },
  {
    name: 'one-bad-commit-blocks-the-others',
    file: 'server/commits/record.ts',
    find: '    judged.push({ commitId: framed.id, outcome });',
    replace:
      "    judged.push({ commitId: framed.id, outcome: judged.some((one) => one.outcome.kind === 'rejected') ? { kind: 'deferred', behind: null } : outcome });",
  },
  {
    name: 'accidental-version-match',
    file: 'server/accept.ts',
    find: 'place.expectedVersion === place.actualVersion && place.expectedEventId !== place.actualEventId',
    replace: 'place.expectedVersion < 0',
  },
  {
    name: 'conflict-answered-as-a-rejection',
    file: 'server/accept.ts',
    find: "if (mismatches.length > 0) return { kind: 'conflict', mismatches };",
    replace: "if (mismatches.length > 0) return rejected(problem('malformed', 422));",
  },
  {
    name: 'unsupported-never-sent-again',
    file: 'client/worker/sync/push.ts',
    find: ".filter((one) => one.state === 'pending')",
    replace: ".filter((one) => one.state === 'pending' && one.setBack?.outcome !== 'unsupported')",
  },
  {
    name: 'no-answer-when-nothing-was-saved',
    file: 'client/worker/submit.ts',
    find: "answer({ kind: 'not-saved', code: decided.code, detail: decided.message });",
    replace: 'void answer;',
  },
];
