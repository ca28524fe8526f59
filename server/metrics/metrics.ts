import type { Receipt } from '../../shared/sync/protocol.ts';

/**
 * What goes on in a server, in numbers, for who watches over it. They say how much and how fast, never about whom or
 * what: no ids, no paths, no names (O4).
 */
export type Metrics = {
  answered(request: Answered): void;
  decided(decided: Decided): void;
  /** What is looked up when somebody reads the numbers. */
  watch(state: State): void;
  /** Whether this request may be answered with them. */
  mayRead(request: Reading): boolean;
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
};

export type Answered = {
  readonly method: string;
  /** As it was registered: `/api/workspaces/:workspace/events`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
};

/** What became of commits, once that is durable. */
export type Decided = {
  readonly receipts: readonly Receipt[];
  /** Of the accepted ones: those that had been accepted before. */
  readonly repeated: number;
  /** Of the rejected ones: those that were put into the quarantine by this. */
  readonly quarantined: number;
};

export type State = {
  liveFeeds(): number;
  /** Pushes that wait for a transaction. */
  waitingPushes(): number;
};

export type Reading = {
  readonly authorization: string | undefined;
  /** Asked by this machine itself, under one of its own names, and passed on by nobody. */
  readonly isDirect: boolean;
};
