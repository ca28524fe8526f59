import type { Mutant } from './mutant.ts';
import { OF_NODES } from './of-nodes.ts';

export const MUTANTS: readonly Mutant[] = [
  // The device's log
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
  // The device's own work
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
  // The sync engine
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
  // The fold and the rules
  {
    name: 'compensated-twice',
    file: 'shared/booking/derive.ts',
    find: 'add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta });',
    replace:
      'add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta }); add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta });',
  },
  {
    name: 'newer-version-read-as-the-known-one',
    file: 'shared/booking/upcast.ts',
    find: ' || event.schemaVersion > newest(event.type)) return undefined;',
    replace: ') return undefined; if (event.schemaVersion > newest(event.type)) return event as never;',
  },
  {
    name: 'promotion-beyond-capacity',
    file: 'shared/booking/derive.ts',
    find: 'if (!waiting || !fits(session, waiting)) continue;',
    replace: 'if (!waiting) continue;',
  },
  {
    name: 'waits-in-the-order-of-clocks',
    file: 'shared/booking/evolve-reservation.ts',
    find: '{ place: event.version, priority: 0 };',
    replace: '{ place: Date.parse(event.meta.occurredAt), priority: 0 };',
  },
  {
    name: 'promoted-by-when-it-says-it-booked',
    file: 'shared/booking/derive.ts',
    find: 'for (const id of session.waitlist) {',
    replace:
      "const at = (id: never) => session.reservations.get(id)?.booked.at ?? ''; for (const id of [...session.waitlist].sort((a, b) => (at(a as never) < at(b as never) ? -1 : 1))) {",
  },
  // The server
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
  // People and their devices
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
  // Seats taken along, holds, offers, moves, changed sessions
  {
    name: 'draw-taken-from-the-open-seats-too',
    file: 'shared/booking/reservation.ts',
    find: 'return kept - countOf(drawn?.seats ?? NO_SEATS, seatType);',
    replace: 'return kept;',
  },
  {
    name: 'ended-allotment-drawn-from',
    file: 'shared/booking/evolve-reservation.ts',
    find: 'seats: unusedOf(allotment, before.id) }',
    replace: "seats: allotment.status === 'live' ? unusedOf(allotment, before.id) : allotment.seats }",
  },
  {
    name: 'drawn-from-what-the-server-has-not-set-aside',
    file: 'shared/booking/decide-reservation.ts',
    find: "if (command.type === 'ReserveSeats') return reserve(command, session, settled);",
    replace: "if (command.type === 'ReserveSeats') return reserve(command, session, session);",
  },
  {
    name: 'return-gives-back-what-was-drawn',
    file: 'shared/booking/evolve-allotment.ts',
    find: '{ ...reservation, drawn: null }',
    replace: '{ ...reservation, granted: {}, drawn: null }',
  },
  {
    name: 'what-is-unused-never-comes-back',
    file: 'shared/booking/evolve-allotment.ts',
    find: 'tallySeats(session, seatType, -count);',
    replace: 'void -count;',
  },
  {
    name: 'closing-defeats-a-draw',
    file: 'shared/booking/compensate.ts',
    find: "return isAllDrawn(now, held) ? undefined : notHere(held, reservationId, 'session-closed');",
    replace: "return notHere(held, reservationId, 'session-closed');",
  },
  {
    name: 'what-was-returned-expires-too',
    file: 'server/expiry/expiry-of.ts',
    find: "allotment?.status !== 'live' || ",
    replace: '!allotment || ',
  },
  {
    name: 'time-counted-by-a-device',
    file: 'server/log/deadline-row.ts',
    find: 'instantOf(Date.parse(recordedAt) + minutes * 60_000)',
    replace:
      "instantOf(Date.parse(JSON.parse(events[0]?.json ?? '{}').meta?.occurredAt ?? recordedAt) + minutes * 60_000)",
  },
  {
    name: 'hold-never-ends',
    file: 'server/expiry/begins.ts',
    find: "if (type === 'SeatsReserved' && ",
    replace: 'if ((false as boolean) && ',
  },
  {
    name: 'confirmed-hold-ends-all-the-same',
    file: 'shared/booking/evolve-reservation.ts',
    find: 'change(session, event, { confirmed: true, hold: null });',
    replace: 'change(session, event, { confirmed: true });',
  },
  {
    name: 'times-forgotten-at-a-restore',
    file: 'server/log/sqlite-event-log.ts',
    find: "if (started.changes !== 1) throw new Error('there is no such workspace');",
    replace: "prepare('DELETE FROM deadlines WHERE workspace = ?').run(id);",
  },
  {
    name: 'same-seats-offered-to-two',
    file: 'shared/booking/reservation.ts',
    find: 'const kept = Math.max(countOf(granted, seatType), countOf(offer?.seats ?? NO_SEATS, seatType));',
    replace: 'const kept = countOf(granted, seatType);',
  },
  {
    name: 'one-stream-of-a-move-dropped',
    file: 'server/commits/new-events.ts',
    find: 'commit.writes.flatMap(',
    replace: 'commit.writes.slice(0, 1).flatMap(',
  },
  {
    name: 'full-target-keeps-what-it-declined',
    file: 'shared/booking/compensate.ts',
    find: 'return [here, ...moveBack(before, scratch, last, facts)];',
    replace: 'return [here];',
  },
  {
    name: 'closed-session-promotes',
    file: 'shared/booking/derive.ts',
    find: "if (session?.status !== 'open' || !someoneFits(session))",
    replace: "if (!session || session.status === 'cancelled' || !someoneFits(session))",
  },
  {
    name: 'nobody-hears-of-a-cancelled-session',
    file: 'shared/booking/evolve.ts',
    find: "if (session.status !== 'cancelled') followUpAll(session, event, 'session-cancelled');",
    replace: '',
  },
  ...OF_NODES,
];
