import type { Session } from '../../../shared/booking/session.ts';
import type { Instant } from '../../../shared/log/ids.ts';
import {
  FOLD_VERSION,
  packSession,
  type SessionSnapshot,
  unpackSession,
} from '../../../shared/log/session-snapshot.ts';
import type { EventLog, NewSnapshot, Shard, StoredSnapshot } from '../log/event-log.ts';
import { createDeviceState, type DeviceState } from './device-state.ts';
import { createRecordedBook, dayOf } from './recorded-book.ts';
import type { Work } from './work.ts';

/** A snapshot is due after this many events (performance: every few thousand). */
export const EVENTS_PER_SNAPSHOT = 2_000;

type Frame = {
  readonly overlay: [string, unknown][];
  readonly quarantine: [string, unknown][];
  readonly restored: Work['restored'];
  readonly epoch: string | null;
};

/**
 * The state as the newest snapshot has it, the sessions from `today` on first; `readRest` brings the others. What the
 * journal and the log say after it still has to be applied. Undefined where there is none that can be used.
 */
export async function openSnapshot(log: EventLog, today: Instant): Promise<Opened | undefined> {
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const stored = await log.readSnapshot(FOLD_VERSION, yesterday);
  if (!stored) return undefined;
  const { overlay, quarantine, restored, epoch } = decode<Frame>(stored.frame);
  const recorded = createRecordedBook(false);
  recorded.load(stored.shards.flatMap(readShard), false);
  const work = { overlay: new Map(overlay), quarantine: new Map(quarantine), restored } as unknown as Work;
  const { journal, position: cursor } = stored;
  const state = createDeviceState({ recorded, work, journal, cursor, epoch: epoch as DeviceState['epoch'] });
  return {
    stored,
    state,
    async readRest() {
      const shards = await log.readShards(stored, yesterday);
      if (!shards) return false;
      recorded.load(shards.flatMap(readShard), true);
      return true;
    },
  };
}

export type Opened = {
  readonly stored: StoredSnapshot;
  readonly state: DeviceState;
  /** False where the snapshot was replaced meanwhile: replay instead. */
  readRest(): Promise<boolean>;
};

/**
 * The recorded part of the state, and own work as the journal has it, ready to be written. Of `base` only the days
 * that changed since it are new: if this is not written, they are forgotten, and the next one must do without a base.
 */
export function takeSnapshot(state: DeviceState, base: number | null): NewSnapshot {
  const changed = state.recorded.takeChangedDays();
  const days = new Map<string, SessionSnapshot[]>();
  for (const session of state.recorded.sessions.values()) {
    const day = dayOf(session);
    if (base !== null && !changed.has(day)) continue;
    const sameDay = days.get(day) ?? [];
    sameDay.push(packSession(session));
    days.set(day, sameDay);
  }
  const { overlay, quarantine, restored } = state.work;
  const frame: Frame = { overlay: [...overlay], quarantine: [...quarantine], restored, epoch: state.epoch };
  return {
    foldVersion: FOLD_VERSION,
    position: state.cursor,
    journal: state.journal,
    frame: encode(frame),
    base,
    shards: [...days].map(([day, sessions]) => ({ day, body: encode(sessions) })),
    emptied: [...changed].filter((day) => !days.has(day)),
  };
}

function readShard({ body }: Shard): Session[] {
  return decode<SessionSnapshot[]>(body).map(unpackSession);
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function decode<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
