import type { EventLog } from '../../server/log/event-log.ts';
import { type Coverage, count } from './coverage.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { checkHint } from './invariants/authority.ts';
import { createLiveFeeds, type LiveFeeds } from './invariants/live-feeds.ts';
import { createSavedCommits, type SavedCommits } from './invariants/saved-commits.ts';
import { createServerLog, type ServerLog } from './invariants/server-log.ts';
import { Violation } from './invariants/violation.ts';
import type { Heard, Listener } from './link.ts';
import type { Committed } from './nodes/node.ts';
import { createWitness, type Witness } from './nodes/witness.ts';
import { type Authority, createAuthority } from './people/authority.ts';
import type { Schedule } from './schedule.ts';
import { createServerReading, type ServerReading } from './server-reading.ts';
import type { Template } from './template.ts';
import type { Trace } from './trace.ts';

/** All that happened, as somebody who sees everything would know it: what the invariants are held against. */
export type Chronicle = ServerReading &
  Hearing & {
    readonly coverage: Coverage;
    readonly trace: Trace;
    readonly saved: SavedCommits;
    readonly serverLog: ServerLog;
    readonly authority: Authority;
    /** The first invariant that was seen broken. */
    readonly violation: Violation | undefined;
    note(fault: string): void;
    /** A live feed is open. */
    listening(listener: Listener): Heard;
    /** What a node did. */
    readonly witness: Witness;
    readonly liveFeeds: LiveFeeds;
    /** A node has committed something. */
    committed(eventLog: EventLog, committed: Committed): Promise<void>;
    fail(error: unknown): void;
    /** A check inside somebody else's work: what it throws is ours alone. */
    check(checking: () => void): void;
  };

export type ChronicleSetting = {
  readonly schedule: Schedule;
  readonly trace: Trace;
  readonly template: Template;
  /** Of the server. */
  readonly nodes: number;
  /** The true time of day. */
  readonly clock: () => number;
};

export function createChronicle({ schedule, trace, template, nodes, clock }: ChronicleSetting): Chronicle {
  const coverage: Coverage = new Map();
  const saved = createSavedCommits();
  const serverLog = createServerLog(template.epoch, saved);
  serverLog.append(template.events);
  const authority = createAuthority(() => schedule.now);
  const reading = createServerReading({ serverLog, authority, trace, coverage, clock });
  const liveFeeds = createLiveFeeds(
    () => schedule.now,
    () => serverLog.epoch,
  );
  const witness = createWitness((what) => chronicle.note(what), authority.ownerOf);
  let violation: Violation | undefined;

  const check = (checking: () => void): void => {
    try {
      checking();
    } catch (error) {
      chronicle.fail(error);
    }
  };
  const hearing = createHearing({ saved, serverLog, authority, coverage, check });

  const chronicle: Chronicle = {
    coverage,
    trace,
    saved,
    serverLog,
    authority,
    heardBy: hearing.heardBy,
    isSaidAnew: hearing.isSaidAnew,
    get violation() {
      return violation;
    },
    note(fault) {
      count(coverage, fault);
      trace.line(schedule.now, 'fate', fault);
    },
    fail(error) {
      violation ??= error instanceof Violation ? error : new Violation('a bug', stackOf(error));
    },
    check,
    readOn: (eventLog) => reading.readOn(eventLog).catch(chronicle.fail),
    readAgain: (eventLog) => reading.readAgain(eventLog).catch(chronicle.fail),
    readAll: (eventLog) => reading.readAll(eventLog).catch(chronicle.fail),
    witness,
    liveFeeds,
    listening(listener) {
      const feed = liveFeeds.open(listener.node);
      witness.listens(listener);
      /** The first that it says was so when it was opened; later ones are news, or the same again. */
      let known: number | undefined;
      return {
        told(hint) {
          const isTroubled = liveFeeds.isTroubled();
          check(() => checkHint(listener, { now: schedule.now, nodes, isTroubled }, authority));
          check(() => feed.told(hint));
          if (hint.head > (known ?? hint.head)) witness.told(listener, hint.head);
          known = hint.head;
        },
        ended(byServer) {
          feed.ended();
          witness.ended(listener, byServer);
        },
      };
    },
    async committed(eventLog, committed) {
      liveFeeds.committed(committed);
      witness.committed(committed);
      await chronicle.readOn(eventLog);
      check(liveFeeds.check);
    },
    asked(request) {
      const { path } = request;
      const heard = hearing.asked(request);
      return {
        left(answer) {
          trace.content(`${path} answered ${answer.status}`, SEGMENT.test(path) ? '' : answer.body);
          witness.answered(request, answer.status);
          heard.left(answer);
        },
        arrived: heard.arrived,
      };
    },
  };

  return chronicle;
}

/** Compressed otherwise from machine to machine: its name, the hash of what it says, is the same everywhere. */
const SEGMENT = /\/segments\/\d/;

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
