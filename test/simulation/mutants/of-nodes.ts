import type { Mutant } from './mutant.ts';

/** Of a server that is several nodes, one of which knows less than the others did. */
export const OF_NODES: readonly Mutant[] = [
  {
    name: 'node-never-looks-by-itself',
    file: 'server/live/other-nodes.ts',
    find: 'atMost: LOOK_EVERY_MS,',
    replace: 'atMost: Number.MAX_SAFE_INTEGER,',
  },
  {
    name: 'one-failed-look-is-the-last',
    file: 'server/live/other-nodes.ts',
    find: 'await look(database, live).catch(() => {});',
    replace: 'await look(database, live).catch(() => { isOver = true; });',
  },
  {
    name: 'cut-off-at-its-own-node-alone',
    file: 'server/live/other-nodes.ts',
    find: 'for (const device of cutOff) live.end(device);',
    replace: 'void cutOff;',
  },
  {
    name: 'end-of-the-log-remembered',
    file: 'server/app.ts',
    find: 'const callers = createCallers(adapters);',
    replace: `
      const ends = new Map<string, never>();
      const { transact } = eventLog;
      Object.assign(eventLog, {
        async transact(id: never, work: never) {
          const done = await transact(id, work);
          ends.set(id, (await eventLog.workspace(id)) as never);
          return done;
        },
      });
      const workspace = async (id: never) => ends.get(id) ?? eventLog.workspace(id);
      const callers = createCallers({ ...adapters, eventLog: { ...eventLog, workspace } });`,
  },
  {
    name: 'feed-says-less-than-before',
    file: 'server/live/live-routes.ts',
    find: 'if (newest?.epoch === next.epoch && newest.head >= next.head) return;',
    replace: '',
  },
  {
    name: 'session-in-memory-not-read-on',
    file: 'server/commits/session-cache.ts',
    find: 'replay(await transaction.streams(places), createBook(sessions));',
    replace:
      'replay(await transaction.streams(places.filter(({ after }) => after === 0)), createBook(sessions));',
  },
  {
    name: 'what-is-over-ended-by-memory',
    file: 'server/commits/group-commit.ts',
    find: 'const sessions = await cache.load(transaction, workspace, streams);',
    replace: `
      const remembered: typeof transaction = {
        ...transaction,
        streams: (places) => transaction.streams(places.filter(({ after }) => after === 0)),
      };
      const sessions = await cache.load(remembered, workspace, streams);`,
  },
];
