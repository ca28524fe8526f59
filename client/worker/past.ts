import { type Position, position, type StreamId, streamOf } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { type About, type Chronicle, chronicleOf } from '../view/chronicle.ts';
import { type PastQuery, pastView } from '../view/past.ts';
import type { OverlayCommit, Who } from '../view/source.ts';
import { movedTo } from '../view/undo.ts';
import type { View } from '../view/view.ts';
import type { EventLog } from './log/event-log.ts';
import { recallPeople } from './people.ts';
import type { DeviceState } from './state/device-state.ts';
import type { Timer } from './timer.ts';

/** Told once, a history is kept while somebody looks at it, and then for so long, in milliseconds. */
const KEPT = 60_000;

export type PastContext = {
  readonly log: EventLog;
  readonly state: () => DeviceState;
  readonly who: Who;
  readonly timer: Timer;
};

export type Past = { view(query: PastQuery): Promise<View> };

/**
 * What the log answers. Reading and folding it is dear, asking again is not: the last history that was asked for is
 * kept, as long as the journal stands where it did.
 */
export function createPast(context: PastContext): Past {
  const { timer } = context;
  let kept: { readonly key: string; readonly journal: number; readonly told: Promise<Chronicle> } | undefined;
  let stopForgetting = (): void => undefined;

  function told(about: About): Promise<Chronicle> {
    stopForgetting();
    stopForgetting = timer.schedule(KEPT, () => (kept = undefined));
    const key = JSON.stringify(about);
    const { journal } = context.state();
    if (kept?.key !== key || kept.journal !== journal) kept = { key, journal, told: tell(context, about) };
    const { told } = kept;
    told.catch(() => {
      if (kept?.told === told) kept = undefined;
    });
    return told;
  }

  return {
    async view(query) {
      const [chronicle, people] = await Promise.all([told(query.of), recallPeople(context.log)]);
      const there = query.view === 'undo' && movedTo(chronicle, query.commitId);
      return pastView(
        { ...chronicle, source: { ...chronicle.source, people } },
        query,
        there ? await tell(context, { sessionId: there }) : undefined,
      );
    },
  };
}

/**
 * Of a session its stream is read, of the whole book all of them; of a device each stream that it wrote to, since what its entries changed is only
 * known from what was there before.
 */
async function tell({ log, state: now, who }: PastContext, about: About): Promise<Chronicle> {
  const state = now();
  // As they are at the cursor: while the log is read, both go on.
  const [upTo, overlay, quarantine] = [state.cursor, state.overlay(), [...state.work.quarantine.values()]];
  const known = { upTo, overlay };
  const streams = 'whole' in about ? undefined : await streamsOf(log, known, about);
  const isKnown = streams && new Set(streams);
  const recorded: RecordedEvent[] = [];
  if (streams?.length !== 0) {
    for await (const batch of log.events({
      after: position(0),
      upTo,
      ...(streams && { holding: streams }),
    })) {
      for (const event of batch) if (isKnown?.has(event.streamId) ?? true) recorded.push(event);
    }
  }
  return chronicleOf({ who, people: {}, recorded, overlay, quarantine }, about);
}

type Known = { readonly upTo: Position; readonly overlay: readonly OverlayCommit[] };

async function streamsOf(
  log: EventLog,
  { upTo, overlay }: Known,
  about: Exclude<About, { whole: true }>,
): Promise<StreamId[]> {
  if ('sessionId' in about) return [streamOf(about.sessionId)];
  const { deviceId } = about;
  const streams = new Set<StreamId>();
  for await (const batch of log.events({ after: position(0), upTo, holding: [deviceId] })) {
    for (const { streamId } of batch) streams.add(streamId);
  }
  for (const { commit } of overlay) for (const { streamId } of commit.writes) streams.add(streamId);
  return [...streams];
}
