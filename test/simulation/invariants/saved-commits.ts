import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import { factsOf } from '../../../shared/log/commit.ts';
import type { CommitId, DeviceId, EventId } from '../../../shared/log/ids.ts';
import type { AnyEvent, RecordedEvent } from '../../../shared/log/recorded-event.ts';

/** Every commit that any device made durable: what must not be lost. */
export type SavedCommits = {
  add(commit: Commit, from: { readonly deviceId: DeviceId; readonly tab: unknown }): void;
  commit(id: CommitId): SavedCommit | undefined;
  all(): Iterable<SavedCommit>;
  of(deviceId: DeviceId): readonly SavedCommit[];
  /** The commits that would bring a session, by its stream, a reservation or an allotment into being. */
  creatorsOf(thing: string): ReadonlySet<CommitId>;
  /** Whether this tab ever saved the beginning of this booking. */
  hasBegun(tab: unknown, booking: string | undefined): boolean;
  factOf(id: EventId): SavedFact | undefined;
  /** The device for which these seats were to be set aside. */
  ownerOf(allotment: unknown): DeviceId | undefined;
  /** It was in a quarantine: its place among the device's other commits is no longer its own. */
  quarantined(id: CommitId): void;
  /** What the device's journal says the server rejected, own or offered again, and nothing later says otherwise: with
   * the number of the entry. */
  rejectedOn(deviceId: DeviceId): Map<CommitId, number>;
  /** The same of what the server accepted, until it is pulled. */
  acceptedOn(deviceId: DeviceId): Map<CommitId, number>;
  /** Commits that the device ever had from the server, its own and others', with their facts. */
  pulledOn(deviceId: DeviceId): Map<CommitId, Set<EventId>>;
  /** The devices whose cookie came with this commit, in the server's life of now. */
  sentBy(id: CommitId): Set<DeviceId>;
  /** The server was restored: what was sent before is as if it had not been. */
  forgetSenders(): void;
};

export type SavedCommit = {
  readonly commit: Commit;
  readonly deviceId: DeviceId;
  readonly sequence: number;
  quarantined: boolean;
};

const NOBODY: ReadonlySet<CommitId> = new Set();
const BEGINS: ReadonlySet<string> = new Set(['SeatsReserved', 'ReservationWaitlisted']);

type SavedFact = { readonly deviceId: DeviceId; sameAs(event: RecordedEvent): boolean };

export function createSavedCommits(): SavedCommits {
  const commits = new Map<CommitId, SavedCommit>();
  const byDevice = new Map<DeviceId, SavedCommit[]>();
  const creators = new Map<string, Set<CommitId>>();
  const facts = new Map<EventId, SavedFact>();
  const begun = new Map<unknown, Set<unknown>>();
  const owners = new Map<unknown, DeviceId>();
  const rejected = new Map<DeviceId, Map<CommitId, number>>();
  const accepted = new Map<DeviceId, Map<CommitId, number>>();
  const pulled = new Map<DeviceId, Map<CommitId, Set<EventId>>>();
  const sent = new Map<CommitId, Set<DeviceId>>();
  return {
    add(commit, { deviceId, tab }) {
      const { id, deviceSequence: sequence } = commit;
      const saved = { commit, deviceId, sequence, quarantined: false };
      commits.set(id, saved);
      ofEach(byDevice, deviceId, () => []).push(saved);
      for (const { streamId, event } of factsOf(commit)) {
        const booking = BEGINS.has(event.type) && String(event.data.reservationId);
        if (booking) ofEach(begun, tab, () => new Set()).add(booking);
        const allotment = event.type === 'SeatsAllotted' && String(event.data.allotmentId);
        if (allotment) owners.set(allotment, event.data.deviceId as DeviceId);
        const thing = event.type === 'SessionScheduled' ? streamId : booking || allotment;
        if (thing) ofEach(creators, thing, () => new Set()).add(id);
        facts.set(event.id, { deviceId, sameAs: (other) => ownText(other) === ownText(event) });
      }
    },
    commit: (id) => commits.get(id),
    all: () => commits.values(),
    of: (deviceId) => byDevice.get(deviceId) ?? [],
    creatorsOf: (thing) => creators.get(thing) ?? NOBODY,
    hasBegun: (tab, booking) => booking !== undefined && (begun.get(tab)?.has(booking) ?? false),
    factOf: (id) => facts.get(id),
    ownerOf: (allotment) => owners.get(allotment),
    quarantined(id) {
      const one = commits.get(id);
      if (one) one.quarantined = true;
    },
    rejectedOn: (deviceId) => ofEach(rejected, deviceId, () => new Map()),
    acceptedOn: (deviceId) => ofEach(accepted, deviceId, () => new Map()),
    pulledOn: (deviceId) => ofEach(pulled, deviceId, () => new Map()),
    sentBy: (id) => ofEach(sent, id, () => new Set()),
    forgetSenders: () => sent.clear(),
  };
}

export function ofEach<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/** What of an event is its device's own, whatever its recording added. */
export function ownText({ id, type, schemaVersion, data, meta }: AnyEvent): string {
  return canonicalJson({ id, type, schemaVersion, data, meta });
}
