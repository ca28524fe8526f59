import type { HintLine } from '../../../server/live/other-nodes.ts';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import type { Random } from '../../support/random.ts';
import type { Place, Schedule } from '../schedule.ts';

/**
 * What the nodes tell each other, over lines that promise nothing:
 *
 *   a node ──hint──▶ [lost · late · twice · the line breaks until its node looks again] ──▶ the other one
 */
export type HintLines = {
  open(end: LineEnd): HintLine;
};

export type LineEnd = {
  readonly at: Place;
  readonly died: AbortSignal;
  readonly onHint: (workspace: WorkspaceId) => void;
};

export type HintLinesSetting = {
  readonly schedule: Schedule;
  readonly chance: Random;
  readonly note: (fault: string) => void;
  /** Whether anybody listens to this node: what becomes of a hint is nothing to anybody else. */
  readonly isHeard: (node: string) => boolean;
};

/** Of all hints. */
const LOST = 0.25;
const TWICE = 0.25;
const LATE = 0.15;
const BREAKS = 0.05;
/** Milliseconds, at most. */
const TRAVEL = 20;
const LATE_BY = 3_000;

type Line = LineEnd & { isConnected: boolean };

export function createHintLines({ schedule, chance, note, isHeard }: HintLinesSetting): HintLines {
  const lines = new Set<Line>();

  function carry(workspace: WorkspaceId, line: Line): void {
    const { name } = line.at;
    const tell = (fault: string): void => {
      if (isHeard(name)) note(fault);
    };
    if (chance.chance(BREAKS)) line.isConnected = false;
    if (!line.isConnected || chance.chance(LOST)) return tell('hint-lost');
    const isTwice = chance.chance(TWICE);
    if (isTwice) tell('hint-twice');
    for (let times = isTwice ? 2 : 1; times > 0; times--) {
      const isLate = chance.chance(LATE);
      if (isLate) tell('hint-late');
      const run = (): void => {
        if (!line.died.aborted) line.onHint(workspace);
      };
      schedule.in(chance.next() * (isLate ? LATE_BY : TRAVEL), { name: 'node hinted', at: line.at, run });
    }
  }

  return {
    open(end) {
      const own: Line = { ...end, isConnected: false };
      lines.add(own);
      end.died.addEventListener('abort', () => lines.delete(own));
      return {
        async connect() {
          own.isConnected = true;
        },
        send(workspace) {
          if (!own.isConnected) return;
          for (const line of lines) if (line !== own) carry(workspace, line);
        },
        async close() {
          lines.delete(own);
        },
      };
    },
  };
}
