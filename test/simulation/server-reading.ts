import type { EventLog } from '../../server/log/event-log.ts';
import { remaining } from '../../shared/booking/session.ts';
import { type Position, sessionOf } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { type Coverage, count } from './coverage.ts';
import { checkAuthority } from './invariants/authority.ts';
import type { ServerLog } from './invariants/server-log.ts';
import { checkKept, checkPast } from './invariants/server-past.ts';
import { hold } from './invariants/violation.ts';
import type { Authority } from './people/authority.ts';
import { WORKSPACE } from './server.ts';
import type { Trace } from './trace.ts';

/** How the world learns what the server has recorded: it looks into its storage. */
export type ServerReading = {
  /** What is new since this was last looked at; all that there is, where the server was started anew. */
  readOn(eventLog: EventLog): Promise<void>;
  /** The log from its beginning. */
  readAgain(eventLog: EventLog): Promise<void>;
  /** And what is kept beside it, as soon as no other transaction runs. */
  readAll(eventLog: EventLog): Promise<void>;
};

export type ServerReadingSetting = {
  readonly serverLog: ServerLog;
  readonly authority: Authority;
  readonly trace: Trace;
  readonly coverage: Coverage;
  /** The true time of day. */
  readonly clock: () => number;
};

export function createServerReading({
  serverLog,
  authority,
  trace,
  coverage,
  clock,
}: ServerReadingSetting): ServerReading {
  /** The server's log in its life of now. */
  let known: EventLog | undefined;

  async function readAfter(eventLog: EventLog, after: number): Promise<void> {
    const { epoch } = serverLog;
    const range = { after: after as Position, upTo: Number.MAX_SAFE_INTEGER as Position };
    const texts = await eventLog.events(WORKSPACE, range);
    if (serverLog.epoch !== epoch) return;
    checkPast(serverLog, after, texts);
    // Another reading may have ended before this one.
    append(texts.slice(serverLog.events.length - after));
  }

  function append(texts: readonly string[]): void {
    const events = texts.map((text) => JSON.parse(text) as RecordedEvent);
    for (const text of texts) trace.content('server log', text);
    for (const event of events) {
      checkTime(event, clock());
      checkAuthority(event, authority);
    }
    serverLog.append(events);
    for (const event of events) for (const what of outcomesOf(event, serverLog)) count(coverage, what);
  }

  const reading: ServerReading = {
    async readOn(eventLog) {
      if (eventLog === known) return readAfter(eventLog, serverLog.events.length);
      known = eventLog;
      return reading.readAll(eventLog);
    },
    readAgain: (eventLog) => readAfter(eventLog, 0),
    async readAll(eventLog) {
      await reading.readAgain(eventLog);
      await checkKept(serverLog, eventLog);
    },
  };
  return reading;
}

/** What a run counts of how it went for people. */
function outcomesOf({ type, data, meta, streamId, submittedBy }: RecordedEvent, log: ServerLog): string[] {
  const outcomes = meta.compensates ? ['compensated'] : [];
  switch (type) {
    case 'SeatsReserved': {
      if (!data.fromAllotment) return outcomes;
      const session = log.book.session(sessionOf(streamId));
      const isSoldOut = session !== undefined && remaining(session, 'A') <= 0;
      return [
        ...outcomes,
        'drawn from an allotment',
        ...(isSoldOut ? ['drawn when all else was taken'] : []),
      ];
    }
    case 'SeatsAllotted':
      return data.deviceId === submittedBy.deviceId
        ? outcomes
        : [...outcomes, 'handed out to another device'];
    case 'ReservationMovedOut':
      return [...outcomes, 'moved'];
    case 'ReservationMoveReverted':
      return [...outcomes, 'moved back'];
    case 'ReservationExpired':
    case 'OfferExpired':
    case 'AllotmentExpired':
      return [...outcomes, `ended: ${type}`];
    default:
      return outcomes;
  }
}

/** A transaction takes seconds at most: longer ago, and it is not the server's clock that was recorded. */
const RECENT = 60_000;

function checkTime({ id, recordedAt }: RecordedEvent, now: number): void {
  const isNow = Math.abs(Date.parse(recordedAt) - now) < RECENT;
  hold(isNow, '15 a device’s clock', () => `${id} was recorded at ${recordedAt}`);
}
