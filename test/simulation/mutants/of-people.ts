import type { Mutant } from './mutant.ts';

/** Of who may record, from which device, and what became of work that was kept back. */
export const OF_PEOPLE: readonly Mutant[] = [
  {
    name: 'released-work-stays-rejected',
    file: 'client/worker/state/work.ts',
    find: 'without(work.quarantine, [...settled, ...back.map((one) => one.commit.id)])',
    replace: 'without(work.quarantine, back.map((one) => one.commit.id))',
  },
  {
    name: 'what-waited-for-it-stays-back',
    file: 'client/worker/state/work.ts',
    find: '(one) => one.because && arrived.has(one.because) && !one.setAside',
    replace: '() => false',
  },
  {
    name: 'feed-opened-at-once-again',
    file: 'client/worker/sync/http-transport.ts',
    find: 'if (source.readyState === source.CLOSED) openAgainIn(REOPEN);',
    replace: 'if (source.readyState === source.CLOSED) openAgainIn(1);',
  },
  {
    name: 'ended-session-remembered',
    file: 'server/access/caller.ts',
    find: 'const person = await accounts.person(c.req.raw);',
    replace:
      "const cache = ((accounts as never as { cache?: Map<string, never> }).cache ??= new Map()); const key = String(c.req.header('cookie')); const person = (c.req.method === 'POST' ? cache.get(key) : undefined) ?? (await accounts.person(c.req.raw)); if (person) cache.set(key, person as never);",
  },
  {
    name: 'feed-outlives-what-it-was-opened-with',
    file: 'server/live/live-hub.ts',
    find: 'for (const listener of [...listeners].filter(isMeant)) close(listener);',
    replace: 'void isMeant;',
  },
  {
    name: 'role-read-from-a-cache',
    file: 'server/commits/knowledge.ts',
    find: 'transaction.roles(distinct(senders.map(({ actorId }) => actorId))),',
    replace:
      'transaction.roles(distinct(senders.map(({ actorId }) => actorId))).then((fresh) => { const first = ((cache as never as { roles?: typeof fresh }).roles ??= new Map()); for (const [user, role] of fresh) if (!first.has(user)) first.set(user, role); return first; }),',
  },
  {
    name: 'revoked-device-accepted',
    file: 'server/accept.ts',
    find: "if (known.isSenderRevoked) return refused(problem('device-revoked', 403), read);",
    replace: '',
  },
  {
    name: 'former-member-still-records',
    file: 'server/accept.ts',
    find: "if (!senderRole) return refused(problem('role-withdrawn', 403), read);",
    replace: 'if (!senderRole) return undefined;',
  },
  {
    name: 'revoked-device-reads-on',
    file: 'server/access/caller.ts',
    find: "if (device.revokedAt) throw requestProblem('device-revoked', 401);",
    replace: '',
  },
  {
    name: 'former-member-reads-on',
    file: 'server/access/caller.ts',
    find: "if (!role) throw requestProblem('role-withdrawn', 403);",
    replace: "if (!role) return { ...caller, role: 'auditor' };",
  },
  {
    name: 'actor-believed',
    file: 'server/commits/authors.ts',
    find: 'return isOne && (',
    replace: 'return (isOne || true) && (',
  },
  {
    name: 'hand-over-taken-for-a-forgery',
    file: 'server/commits/authors.ts',
    find: 'const claimed = commit.submittedFor ?? sender;',
    replace: 'const claimed = sender;',
  },
  {
    name: 'hand-over-for-somebody-cut-off',
    file: 'server/commits/authors.ts',
    find: 'return role === undefined || (known.device(submittedFor.deviceId)?.isRevoked ?? false);',
    replace: 'return false;',
  },
  {
    name: 'hand-over-counted-twice',
    file: 'server/accept.ts',
    find: "if (recorded === factsHash) return { kind: 'repeated' };",
    replace: "if (recorded === factsHash && !commit.submittedFor) return { kind: 'repeated' };",
  },
  {
    name: 'refused-commit-not-kept',
    file: 'server/accept.ts',
    find: 'return rejected(why, misshapenFact(read) ? null : read, false);',
    replace: 'return rejected(why, misshapenFact(read) ? null : null, false);',
  },
  {
    name: 'kept-without-its-reason',
    file: 'server/commits/record.ts',
    find: 'problem: outcome.problem, creates',
    replace: "problem: { ...outcome.problem, type: 'about:blank' }, creates",
  },
  {
    name: 'released-under-the-first-name',
    file: 'server/commits/record.ts',
    find: 'submittedBy: push.sender, recordedAt });',
    replace: 'submittedBy: (push.release && commit.writes[0]?.facts[0]?.meta) ?? push.sender, recordedAt });',
  },
  {
    name: 'release-applied-twice',
    file: 'server/accept.ts',
    find: "if (recorded === factsHash) return { kind: 'repeated' };",
    replace: "if (recorded === factsHash && !known.isRelease) return { kind: 'repeated' };",
  },
  {
    name: 'set-aside-comes-in-all-the-same',
    file: 'server/accept.ts',
    find: "if (kept?.setAside) return rejected(problem('set-aside', 409));",
    replace: '',
  },
  {
    name: 'quarantine-dropped-at-a-restore',
    file: 'server/log/sqlite-event-log.ts',
    find: "if (started.changes !== 1) throw new Error('there is no such workspace');",
    replace: "prepare('DELETE FROM quarantine WHERE workspace = ?').run(id);",
  },
  {
    name: 'epoch-kept-after-a-restore',
    file: 'server/log/sqlite-event-log.ts',
    find: ').run(epoch, at, id);',
    replace: ").run(epoch, at, ''); if (started.changes === 0) return;",
  },
];
