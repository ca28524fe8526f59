import type { DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';
import type { Timer } from '../running/timer.ts';
import type { Listener, LiveHub } from './live-hub.ts';

/** The other server nodes on the same database. A server that is alone has none. */
export type OtherNodes = {
  /** Keeps the feeds of this node up to date with what the others do: within a second, whatever is lost on the way. */
  watch(live: LiveHub, timer: Timer): { stop(): Promise<void> };
  /** This node has committed something, and the others may look at once. */
  tell(workspace: WorkspaceId): void;
};

/** What nodes on one database know of each other. */
export type SharedDatabase = {
  /** What it says to those who listen: never less than what was committed when it was asked. */
  look(listening: readonly Listening[]): Promise<Looked>;
  openHintLine(onHint: (workspace: WorkspaceId) => void): HintLine;
};

export type Listening = Pick<Listener, 'workspace' | 'device'>;

export type Looked = {
  readonly logEnds: readonly (LiveHint & { readonly workspace: WorkspaceId })[];
  /** Revoked, or their person is no member any more. */
  readonly cutOff: readonly DeviceId[];
};

/** From each node to all others, and nothing is certain to arrive. */
export type HintLine = {
  /** Where it is not connected; without success nothing is hinted until the next time. */
  connect(): Promise<void>;
  send(workspace: WorkspaceId): void;
  close(): Promise<void>;
};

/**
 *   another node ── a hint, after its commit ──▶ look at once ─┐
 *                           every half second ──▶ look ────────┴─▶ the feeds of this node
 *
 * Looking is what counts. A hint makes it sooner and may get lost.
 */
const LOOK_EVERY_MS = 500;
/** Also when hints come faster. */
const LOOK_AT_MOST_EVERY_MS = 40;

export function createOtherNodes(database: SharedDatabase): OtherNodes {
  let line: HintLine | undefined;
  return {
    watch(live, timer) {
      let isOver = false;
      let hinted = new AbortController();
      let looking: Promise<void> | undefined;
      const hints = database.openHintLine((workspace) => {
        for (const listener of live.listeners()) if (listener.workspace === workspace) hinted.abort();
      });
      line = hints;

      async function connectAndLook(): Promise<void> {
        await hints.connect();
        // What fails now is tried again so soon that nobody has to know.
        await look(database, live).catch(() => {});
      }
      void (async () => {
        while (!isOver) {
          hinted = new AbortController();
          looking = connectAndLook();
          await looking;
          await timer.pause({ atLeast: LOOK_AT_MOST_EVERY_MS, atMost: LOOK_EVERY_MS, until: hinted.signal });
        }
      })();
      return {
        async stop() {
          isOver = true;
          await looking;
          await hints.close();
        },
      };
    },
    tell: (workspace) => line?.send(workspace),
  };
}

async function look(database: SharedDatabase, live: LiveHub): Promise<void> {
  const listening = [...live.listeners()];
  if (listening.length === 0) return;
  const { logEnds, cutOff } = await database.look(listening);
  for (const device of cutOff) live.end(device);
  for (const { workspace, ...hint } of logEnds) live.publish(workspace, hint);
}
