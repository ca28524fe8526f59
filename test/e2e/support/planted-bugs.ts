import type { Change } from './client-build.ts';

/** A mistake that somebody might make, and the test that must not let it pass. */
export type PlantedBug = {
  readonly bug: string;
  readonly changes: readonly Change[];
  readonly caughtBy: { readonly file: string; readonly test: string };
};

const bug = (
  what: string,
  [file, test]: readonly [file: string, test: string],
  ...changes: readonly (readonly [file: string, from: string, to: string])[]
): PlantedBug => ({
  bug: what,
  changes: changes.map(([changed, from, to]) => ({ file: `client/${changed}`, from, to })),
  caughtBy: { file: `test/e2e/${file}.test.ts`, test },
});

const LEADING = ['faults-tabs', 'a leading tab that is robbed'] as const;
const FULL = ['faults-storage', 'without room nothing'] as const;
const CLEARED = ['faults-storage', 'cleared with work unsent'] as const;
const CUT = ['faults-storage', 'cut off from its storage'] as const;
const BLOCKED = ['faults-versions', 'old tabs, one frozen'] as const;
const UPDATED = ['faults-versions', 'a tab with a form open'] as const;
const ENDED = ['faults-worker', 'a worker that ends'] as const;
const BROKEN = ['faults-worker', 'a worker that goes on'] as const;
const CRASHED = ['faults-worker', 'when it crashed'] as const;
const FLAPPING = ['faults-network', 'while a network comes and goes'] as const;

const SILENT = ['proxy', 'a live feed that falls silent'] as const;
const GARBLED = ['proxy', 'a live feed that says what nobody can read'] as const;

const ALONG = ['taken-along', 'four of four stand'] as const;
const OFFERED = ['holds-and-moves', 'seats that become free are offered'] as const;
const MOVED = ['holds-and-moves', 'a booking moves to another session'] as const;
const UNDONE = ['holds-and-moves', 'a move to a session that filled'] as const;

const LEADERSHIP = 'worker/sync/leadership.ts';
const SERVICE_WORKER = 'page/service-worker.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  bug('no fence', LEADING, [
    'worker/log/dexie-change.ts',
    "if (fence !== change.fence) return 'fenced';",
    '',
  ]),
  bug('nobody takes over', LEADING, [LEADERSHIP, 'contend(lead, true).catch(() => undefined);', '']),
  bug('beats are not heard: steal upon steal', LEADING, [
    LEADERSHIP,
    'channel.onmessage = () => {\n    lastBeat = timer.elapsed();\n  };',
    '',
  ]),
  bug('who was robbed does not contend again', LEADING, [
    LEADERSHIP,
    'while (!stopped.signal.aborted) {',
    'for (let turn = 0; turn < 1; turn++) {',
  ]),
  bug('a full storage is shown as saved', FULL, [
    'worker/submit.ts',
    'return error instanceof StorageProblem ? error : ',
    "return error instanceof StorageProblem ? (error.code === 'quota' ? decided : error) : ",
  ]),
  bug('no further try after the storage failed', FULL, [
    'worker/sync/sync-loop.ts',
    '    wait(Math.max(pause, least));',
    "    if (failure.class !== 'storage') wait(Math.max(pause, least));",
  ]),
  bug('an empty database is taken for the one that was lost', CLEARED, [
    'worker/log/dexie-connection.ts',
    'reopenDatabase(this.#engine, this.#name, this.#identity)',
    'reopenDatabase(this.#engine, this.#name, undefined)',
  ]),
  bug('saved is said before the transaction has completed', CUT, [
    'worker/log/dexie-transaction.ts',
    'outcome = { value };',
    'outcome = { value };\n      resolve(value);',
  ]),
  bug('a lost connection is not opened again', CUT, [
    'worker/log/dexie-connection.ts',
    'if (!isLoss(error)) throw storageProblem(error);',
    'throw storageProblem(error);',
  ]),
  bug('an empty page while another tab is in the way', BLOCKED, [
    'ui/start/opening.tsx',
    'return long ? <Long /> : ',
    'return ',
  ]),
  bug('a tab that was overtaken is not told', UPDATED, [SERVICE_WORKER, 'overtaken ||= controlled;', '']),
  bug('a new version reloads every tab', UPDATED, [
    SERVICE_WORKER,
    'if (asked) location.reload();',
    'location.reload();',
  ]),
  bug('who waits for a worker that ended waits on', ENDED, [
    'page/worker-door.ts',
    "for (const giveUp of waiting) giveUp(new Error('the worker has ended'));",
    '',
  ]),
  bug('whoever says no more is waited for, for ever', ENDED, [
    'page/worker-door.ts',
    'silence.expect(call);',
    '',
  ]),
  bug('that a worker could not begin is not noticed', BROKEN, [
    'page/worker-door.ts',
    "worker.addEventListener('error', silence.doubt);",
    '',
  ]),
  bug('an error is taken for the end of the worker', BROKEN, [
    'page/silence.ts',
    'if (hasSpoken) return expect(ping());',
    '',
  ]),
  bug('each try is another booking', ENDED, [
    'ui/booking/book-sheet.tsx',
    'const [reservationId] = useState(() => newId<ReservationId>());',
    'const reservationId = newId<ReservationId>();',
  ]),
  bug('what is shown as saved is in memory alone', CRASHED, [
    'worker/log/dexie-journal.ts',
    "addEntries(transaction, expected, packed);\n    return 'appended' as const;",
    "return 'appended' as const;",
  ]),
  bug('a failed request counts as accepted', FLAPPING, [
    'worker/sync/push.ts',
    "if (!reply.ok) return { kind: 'failed', failure: reply.failure };",
    `if (!reply.ok) {
    const at = now();
    const answers = commits.map(({ id }) => ({
      commitId: id, outcome: 'accepted', firstPosition: 1, lastPosition: 1, streams: [], recordedAt: at,
    }) as never);
    await replica.appendSync(fence, () => ({ entries: [{ kind: 'answered', at, answers }] }));
    return { kind: 'failed', failure: reply.failure };
  }`,
  ]),
  bug('who hears nothing does not ask', SILENT, [
    'worker/sync/sync-loop.ts',
    'wait(feedOpen ? ASK_WITH_FEED : ASK_WITHOUT_FEED);',
    '',
  ]),
  bug('what is no hint is an error that nobody catches', GARBLED, [
    'worker/sync/http-transport.ts',
    'if (!hint) return;',
    'if (!hint) throw new Error(data);',
  ]),
  bug('a booking asks as anybody’s though seats were taken along', ALONG, [
    'ui/booking/asking-seats.ts',
    ', ...(allotment && { fromAllotment: allotment.id })',
    '',
  ]),
  bug('what may still change is promised as guaranteed', ALONG, [
    'worker/submit.ts',
    '...(until && { guaranteedUntil: until }),',
    'guaranteedUntil: until ?? asOf ?? undefined,',
  ]),
  bug('what may still change has no sign in the list', ALONG, [
    'view/reservation-row.ts',
    'provisional: pending && !stands,',
    'provisional: false,',
  ]),
  bug('who was offered seats stands on no list', OFFERED, [
    'view/session-lists.ts',
    '...offered(session), ',
    '',
  ]),
  bug('what is full is among the choices of a move', MOVED, [
    'ui/session/elsewhere.tsx',
    'countOf(left, seatType) >= seats',
    'countOf(left, seatType) >= 0 && seats > 0',
  ]),
  bug('a move that was undone is two rows in the inbox', UNDONE, [
    'view/inbox.ts',
    'rows.set(id, other ? together(row, other) : row);',
    "rows.set((other ? 'again' : id) as ReservationId, other ? { ...row, key: 'again' } : row);",
  ]),
];
