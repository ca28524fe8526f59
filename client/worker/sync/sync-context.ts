import type { Epoch, Instant, Position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import type { Who } from '../../view/source.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Replica } from '../state/replica.ts';
import type { Said, Transport } from './transport.ts';

/** What a round of sync works with. */
export type SyncContext = {
  readonly log: EventLog;
  readonly replica: Replica;
  readonly transport: Transport;
  readonly who: Who;
  /** The epoch that this device enrolled in: what it asks for before it has pulled anything. */
  readonly enrolledEpoch: Epoch;
  /** Given out when this tab took the lead: sync writes nothing any more when a newer one is out (L4). */
  readonly fence: number;
  readonly now: () => Instant;
  /** Most commits in one request; less after one that took too long (a slow uplink), more again after those that did
   * not. */
  readonly pace: { commits: number };
  readonly onPulled: (events: readonly RecordedEvent[]) => void;
  /** How far the server's log goes, and what it says of who asks and of the workspace. */
  readonly onHead: (head: Position, said: Said) => void;
  readonly onProgress: (cursor: Position) => void;
};
