import { chronicleOf } from '../../client/view/chronicle.ts';
import { guaranteedUntil } from '../../client/view/guarantee.ts';
import { type PastQuery, pastView } from '../../client/view/past.ts';
import type { Query, ViewOf } from '../../client/view/query.ts';
import type { OverlayCommit, Quarantined, Source, SyncStatus, Who } from '../../client/view/source.ts';
import { movedTo } from '../../client/view/undo.ts';
import { difference } from '../../client/view/view.ts';
import { type StateQuery, viewOf } from '../../client/view/view-of.ts';
import type { DaybookApi, Draft, PatchOf, Result } from '../../client/worker/api.ts';
import { rebase } from '../../client/worker/sync/rebase.ts';
import { isPast } from '../../client/worker/watch.ts';
import { createBook, layerOver } from '../../shared/booking/book.ts';
import { type Command, mostFacts } from '../../shared/booking/commands.ts';
import { decide } from '../../shared/booking/decide.ts';
import { outcomeOf } from '../../shared/booking/reservation.ts';
import { total } from '../../shared/booking/seats.ts';
import { type Commit, commitOnto, placedEvents } from '../../shared/log/commit.ts';
import {
  type ActorId,
  type CommitId,
  type DeviceId,
  type EventId,
  type Instant,
  type Position,
  type ReservationId,
  type SessionId,
  streamOf,
  streamVersion,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { createFakeDesk } from './fake-desk.ts';

export type Person = { readonly actorId: ActorId; readonly deviceId: DeviceId };

/** A worker without storage and without a network, for looking at screens: it decides and rebases as the real one
 * does, and its "server" is a list. */
export type FakeDaybook = DaybookApi & {
  readonly who: Who;
  now: Instant;
  /** Somebody else's command, recorded by the server. */
  others(person: Person, draft: Draft): void;
  /** Something on this session that only a newer version of the app knows, recorded by the server (L7). */
  newer(person: Person, sessionId: SessionId): void;
  /** Own command, saved here and not sent. */
  own(draft: Draft): void;
  /** Sends everything: the server accepts it as rebased, and it comes back. */
  deliver(): void;
  /** The server rejects the oldest unsent commit. */
  reject(): void;
  source(): Source;
  readonly recorded: readonly RecordedEvent[];
  sync: Partial<SyncStatus>;
};

let made = 0;
export function fakeId<Id extends string>(): Id {
  made++;
  const random = new Uint8Array(10).map((_, index) => (made >> (8 * (9 - index))) & 255);
  return uuidV7(Date.parse('2026-05-01T00:00:00Z') + made, random) as Id;
}

export function createFakeDaybook(now: string): FakeDaybook {
  const who: Who = {
    workspaceId: 'demo' as WorkspaceId,
    actorId: 'mira' as ActorId,
    deviceId: 'tablet-at-the-gate' as DeviceId,
    name: 'Mira',
  };
  const recordedBook = createBook();
  const recorded: RecordedEvent[] = [];
  let overlay: OverlayCommit[] = [];
  let quarantine: Quarantined[] = [];
  const watchers = new Map<number, () => void>();

  const onTop = () => rebase(recordedBook, overlay);
  const tell = (): void => {
    for (const look of watchers.values()) look();
  };

  function commandOf(draft: Draft, by: Person): Command {
    return {
      ...draft,
      at: fake.now,
      actorId: by.actorId,
      deviceId: by.deviceId,
      eventIds: Array.from({ length: mostFacts(draft.type) }, () => fakeId<EventId>()),
    } as Command;
  }

  function record(commit: Commit): void {
    for (const event of placedEvents(commit)) {
      recordedBook.fold({ ...event, recordedAt: fake.now });
      const { actorId, deviceId } = event.meta;
      const place = { workspaceId: who.workspaceId, position: (recorded.length + 1) as Position };
      recorded.push({ ...event, ...place, recordedAt: fake.now, submittedBy: { actorId, deviceId } });
    }
  }

  function status(): SyncStatus {
    return {
      state: 'idle',
      toSend: overlay.filter((one) => one.state === 'pending').length,
      toDecide: overlay.filter((one) => one.state === 'accepted').length,
      quarantined: quarantine.length,
      cursor: recorded.length as Position,
      head: recorded.length as Position,
      role: 'planner',
      usualSession: null,
      lastSentAt: null,
      lastSuccessAt: null,
      failure: null,
      restored: null,
      nextTryAt: null,
      progress: null,
      ...fake.sync,
    };
  }

  function source(): Source {
    const { book, commits } = onTop();
    const now = overlay.map((one) => ({ ...one, commit: commits.get(one.commit.id) ?? one.commit }));
    const ids = new Set([...recordedBook.sessions.keys(), ...book.sessions.keys()]);
    return {
      who,
      now: fake.now,
      session: (id) => book.session(id),
      sessions: () => [...ids].flatMap((id) => book.session(id) ?? []),
      recorded: (id) => recordedBook.session(id),
      overlay: now,
      overlayOn: (id: ReservationId) =>
        now.filter(({ commit }) => placedEvents(commit).some((event) => event.data.reservationId === id)),
      quarantine,
      sync: status(),
    };
  }

  function decided(draft: Draft, by: Person, onto = onTop().book) {
    const command = commandOf(draft, by);
    const decision = decide(command, onto);
    if (!decision.ok) return { refusal: decision.refusal };
    if (decision.facts.length === 0) return {};
    const origin = {
      id: fakeId<CommitId>(),
      deviceSequence: overlay.length + 1,
      command: command as Commit['command'],
    };
    const commit = commitOnto(onto, origin, decision.facts);
    const after = layerOver(onto);
    for (const event of placedEvents(commit)) after.fold(event);
    return { commit, result: resultOf(draft, after) };
  }

  function resultOf(draft: Draft, book: ReturnType<typeof layerOver>): Result {
    const session = book.session(draft.sessionId);
    const reservation = 'reservationId' in draft ? session?.reservations.get(draft.reservationId) : undefined;
    const about = session &&
      reservation && {
        id: reservation.id,
        sessionId: session.id,
        outcome: outcomeOf(reservation),
        granted: total(reservation.granted),
        wanted: total(reservation.wanted),
        waitlistPlace: reservation.waiting ? session.waitlist.indexOf(reservation.id) + 1 : null,
      };
    const until = session && reservation && guaranteedUntil(session, reservation);
    return {
      asOf: status().lastSuccessAt,
      ...(until && { guaranteedUntil: until }),
      ...(about && { reservation: about }),
    };
  }

  function save(commit: Commit): void {
    overlay = [...overlay, { commit, state: 'pending', savedAt: fake.now }];
    tell();
  }

  const fake: FakeDaybook = {
    who,
    now: now as Instant,
    sync: {},
    recorded,
    source,
    others(person, draft) {
      const { commit, refusal } = decided(draft, person, layerOver(recordedBook));
      if (!commit) throw new Error(`${draft.type}: ${refusal?.code ?? 'nothing to do'}`);
      record(commit);
      tell();
    },
    newer({ actorId, deviceId }, sessionId) {
      const id = fakeId<EventId>();
      const meta = { actorId, deviceId, correlationId: id, causationId: null, occurredAt: fake.now };
      const event = { id, type: 'SeatsPainted', schemaVersion: 1, data: { colour: 'green' }, meta };
      const expectedVersion = streamVersion(recordedBook.session(sessionId)?.version ?? 0);
      const write = { streamId: streamOf(sessionId), expectedVersion, expectedEventId: null };
      record({
        id: fakeId<CommitId>(),
        deviceSequence: 1,
        command: { type: 'PaintSeats' },
        writes: [{ ...write, facts: [event], derived: [] }],
      });
      tell();
    },
    own(draft) {
      const { commit, refusal } = decided(draft, who);
      if (!commit) throw new Error(`${draft.type}: ${refusal?.code ?? 'nothing to do'}`);
      save(commit);
    },
    deliver() {
      const { commits } = onTop();
      for (const commit of commits.values()) record(commit);
      overlay = [];
      fake.sync = { ...fake.sync, lastSentAt: fake.now, lastSuccessAt: fake.now };
      tell();
    },
    reject() {
      const [first, ...rest] = overlay;
      if (!first) return;
      overlay = rest;
      quarantine = [
        ...quarantine,
        { commit: first.commit, savedAt: first.savedAt, at: fake.now, problem: problem('oversold', 422) },
      ];
      tell();
    },
    start: async () => ({ kind: 'ready', who }),
    enrol: async () => ({ kind: 'ready', who }),
    enrolByCode: async () => ({ kind: 'offline' }),
    signInWays: async () => undefined,
    signIn: async () => ({ kind: 'offline' }),
    setUp: async () => ({ kind: 'offline' }),
    signInElsewhere: async () => ({ kind: 'offline' }),
    signOut: async () => 'offline',
    async enrolAnew() {},
    async submit(draft) {
      const { commit, refusal, result } = decided(draft, who);
      if (refusal) return { kind: 'refused', refusal };
      if (!commit) return { kind: 'nothing-to-do' };
      save(commit);
      return { kind: 'saved', commitId: commit.id, savedAt: fake.now, result: result as Result };
    },
    async preview(draft) {
      const { refusal, result } = decided(draft, who);
      if (refusal) return { kind: 'refused', refusal };
      return result ? { kind: 'would-save', result } : { kind: 'nothing-to-do' };
    },
    async watch<Q extends Query>(query: Q, onPatch: (patch: PatchOf<Q>) => void) {
      let before: ViewOf<Q> | undefined;
      const id = ++made;
      const look = (): void => {
        const after = viewNow(query);
        const patch = difference(before as never, after as never);
        before = after;
        if (patch) queueMicrotask(() => onPatch(patch as PatchOf<Q>));
      };
      watchers.set(id, look);
      look();
      return id;
    },
    async unwatch(id) {
      watchers.delete(id);
    },
    async syncNow() {
      fake.deliver();
    },
    async tell() {},
    desk: ((question, ...given: unknown[]) =>
      (createFakeDesk(fake.now)[question] as (...all: unknown[]) => unknown)(...given)) as DaybookApi['desk'],
    exportUnsent: async () => ({ text: JSON.stringify(overlay), commits: overlay.length }),
    lookAt: async () => ({
      kind: 'readable',
      from: 'Phone at the pond',
      savedAt: fake.now,
      fresh: 2,
      known: 1,
      garbled: 0,
      named: ['Rosa', 'Dara'].map((guest) => ({
        key: fakeId<CommitId>(),
        command: 'ReserveSeats',
        guest,
        session: 'Moths by night',
      })),
    }),
    takeIn: async () => ({ kind: 'taken', taken: 2, known: 1 }),
    async setAside(commitId, reason) {
      const setAside = { at: fake.now, reason };
      quarantine = quarantine.map((one) => (one.commit.id === commitId ? { ...one, setAside } : one));
      tell();
    },
  };

  function pastOf(query: PastQuery): ViewOf<PastQuery> {
    const past = { who, people: {}, recorded, overlay: source().overlay, quarantine };
    const chronicle = chronicleOf(past, query.of);
    const there = query.view === 'undo' && movedTo(chronicle, query.commitId);
    return pastView(chronicle, query, there ? chronicleOf(past, { sessionId: there }) : undefined);
  }

  function viewNow<Q extends Query>(query: Q): ViewOf<Q> {
    return (isPast(query) ? pastOf(query) : viewOf(source(), query as StateQuery)) as ViewOf<Q>;
  }

  return fake;
}
