import type { Mutant } from './mutant.ts';

/** Of the sync engine. */
export const OF_SYNC: readonly Mutant[] = [
  {
    name: 'derived-events-not-recomputed',
    file: 'client/worker/sync/rebase.ts',
    find: "state === 'accepted' ? placedOnto(book, commit) : decidedOnto(book, commit)",
    replace:
      "state === 'accepted' || commit.deviceSequence > 0 ? placedOnto(book, commit) : decidedOnto(book, commit)",
  },
  {
    name: 'renumbered-at-a-retry',
    file: 'client/worker/sync/rebase.ts',
    find: 'return commitOnto(book, commit, factsOf(commit) as EventInStream[]);',
    replace:
      "const id = book.session(sessionOf(factsOf(commit)[0]!.streamId)) ? commit.id.replace(/.$/, '0') : commit.id; return commitOnto(book, { ...commit, id: id as never }, factsOf(commit) as EventInStream[]);",
  },
  {
    name: 'sent-in-the-order-of-ids',
    file: 'client/worker/sync/push.ts',
    find: '.map((one) => one.commit);',
    replace: '.map((one) => one.commit).sort((a, b) => (a.id < b.id ? -1 : 1));',
  },
  {
    name: 'sent-in-the-order-of-a-clock',
    file: 'client/worker/sync/push.ts',
    find: '.map((one) => one.commit);',
    replace: '.sort((a, b) => (a.savedAt < b.savedAt ? -1 : 1)).map((one) => one.commit);',
  },
  {
    name: 'own-work-lies-in-the-order-of-a-clock',
    file: 'client/worker/state/work.ts',
    find: '([, a], [, b]) => a.order - b.order)',
    replace: '([, a], [, b]) => Date.parse(a.savedAt) - Date.parse(b.savedAt))',
  },
  {
    name: 'too-late-by-its-own-clock',
    file: 'client/worker/submit.ts',
    find: "if (!decision.ok) return { waiting, otherwise: { kind: 'refused', refusal: decision.refusal } };",
    replace:
      "if (!decision.ok || (book.session(command.sessionId)?.endsAt || '9') < command.at) return { waiting, otherwise: { kind: 'refused', refusal: { code: 'session-closed' } as never } };",
  },
  {
    name: 'unknown-event-dropped',
    file: 'client/worker/log/event-lines.ts',
    find: 'events.map((event) => JSON.stringify(event))',
    replace: "events.filter(({ type }) => type !== 'SeatMapDrawn').map((event) => JSON.stringify(event))",
  },
  {
    name: 'no-timer-after-a-failure',
    file: 'client/worker/sync/sync-loop.ts',
    find: '    wait(Math.max(pause, least));',
    replace: "    if (failure.class !== 'later') wait(Math.max(pause, least));",
  },
  {
    name: 'no-pause-after-a-failure',
    file: 'client/worker/sync/sync-loop.ts',
    find: '    wait(Math.max(pause, least));',
    replace: '    wait(Math.min(500, pause, least + 500));',
  },
  {
    name: 'the-same-answer-written-down-for-ever',
    file: 'client/worker/sync/push.ts',
    find: "if (answer.outcome !== 'unsupported') return false;",
    replace: 'return false;',
  },
  {
    name: 'a-log-without-a-common-epoch-refused',
    file: 'client/worker/sync/restored.ts',
    find: 'return position(0);\n}',
    replace: "throw new Error('the server holds another log');\n}",
  },
  {
    name: 'sent-though-its-answer-broke-off',
    file: 'client/worker/sync/http-transport.ts',
    find: 'value: await read(response),',
    replace: `value: await read(response).catch((error) => {
      if (!path.endsWith('/commits')) throw error;
      const { epoch, commits } = JSON.parse(String(request.body));
      const taken = { outcome: 'accepted', firstPosition: 1, lastPosition: 1, streams: [], recordedAt: new Date(0).toISOString() };
      return { epoch, head: 0, receipts: commits.map(({ id }: { id: string }) => ({ ...taken, commitId: id })) } as never;
    }),`,
  },
];
