import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import { factsOf } from '../../../shared/log/commit.ts';
import type { CommitId, DeviceId, EventId, ReservationId } from '../../../shared/log/ids.ts';
import type { AnyEvent, RecordedEvent } from '../../../shared/log/recorded-event.ts';

/** Every commit that any device made durable: what must not be lost. */
export type SavedCommits = {
  add(commit: Commit, deviceId: DeviceId): void;
  commit(id: CommitId): SavedCommit | undefined;
  all(): Iterable<SavedCommit>;
  /** Whether the device ever saved the beginning of this booking. */
  hasBegun(deviceId: DeviceId, booking: ReservationId): boolean;
  factOf(id: EventId): SavedFact | undefined;
  /** It was in a quarantine: its place among the device's other commits is no longer its own. */
  quarantined(id: CommitId): void;
};

export type SavedCommit = {
  readonly commit: Commit;
  readonly deviceId: DeviceId;
  readonly sequence: number;
  quarantined: boolean;
  /** The entry of its device's journal that says that the server rejected it, while nothing later says otherwise. */
  rejectedAt: number | undefined;
};

const BEGINS: ReadonlySet<string> = new Set(['SeatsReserved', 'ReservationWaitlisted']);

type SavedFact = { readonly deviceId: DeviceId; sameAs(event: RecordedEvent): boolean };

export function createSavedCommits(): SavedCommits {
  const commits = new Map<CommitId, SavedCommit>();
  const facts = new Map<EventId, SavedFact>();
  const begun = new Set<string>();
  return {
    add(commit, deviceId) {
      const { id, deviceSequence: sequence } = commit;
      commits.set(id, { commit, deviceId, sequence, quarantined: false, rejectedAt: undefined });
      for (const { event } of factsOf(commit)) {
        if (BEGINS.has(event.type)) begun.add(`${deviceId} ${event.data.reservationId}`);
        facts.set(event.id, { deviceId, sameAs: (other) => textOf(other) === textOf(event) });
      }
    },
    commit: (id) => commits.get(id),
    all: () => commits.values(),
    hasBegun: (deviceId, booking) => begun.has(`${deviceId} ${booking}`),
    factOf: (id) => facts.get(id),
    quarantined(id) {
      const one = commits.get(id);
      if (one) one.quarantined = true;
    },
  };
}

function textOf({ id, type, schemaVersion, data, meta }: AnyEvent): string {
  return canonicalJson({ id, type, schemaVersion, data, meta });
}
