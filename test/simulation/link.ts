import type { Network } from '../../client/worker/sync/http-transport.ts';
import type { Timer } from '../../client/worker/timer.ts';
import type { DeviceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';
import type { Random } from '../support/random.ts';
import type { Place, Schedule } from './schedule.ts';
import type { SimulatedServer } from './server.ts';

/** A fault that goes on for a while: how it is done, and what to call when it has done something to somebody. */
export type Lasting<T = unknown> = { readonly how: T; readonly bites: () => void };

/** A device's way to the server. */
export type Link = {
  /** As one tab's worker has it. */
  network(tab: Place, timer: Timer): Network;
  /** 'up': nothing gets to the server; 'down': nothing comes back. */
  cut: Lasting<'both' | 'up' | 'down'> | undefined;
  /** Its person's session has ended. */
  signedOut: Lasting | undefined;
  /** As the person whose device it is. */
  signIn(session: string): void;
  /** The cookies that its requests carry. */
  cookie(): string;
  /** What an older or newer version of the app sends instead. */
  readonly altered: Set<Lasting<(body: string) => string>>;
  /** How many left the device by themselves, feeds aside: what a planner asks for at the desk is no storm. */
  readonly requests: number;
  /** How often one of its tabs tried to open a live feed. */
  readonly feeds: number;
  /** Ends the live feeds of this device without a word; returns how many there were. */
  cutFeeds(): number;
};

export type Weather = {
  readonly loss: number;
  readonly duplication: number;
  /** Milliseconds one way, on average. */
  readonly delay: number;
  /** Of all requests and answers: those that come when nobody waits any more. */
  readonly late: number;
  /** Of all answers: those that are cut. */
  readonly truncation: number;
};
export const FAIR: Weather = { loss: 0, duplication: 0, delay: 20, late: 0, truncation: 0 };

export type LinkSetting = {
  readonly name: string;
  readonly schedule: Schedule;
  readonly chance: Random;
  readonly server: SimulatedServer;
  readonly weather: () => Weather;
  /** Of the device, and of the session in which it was enrolled. */
  readonly cookie: string;
  readonly session: string;
  readonly deviceId: DeviceId;
  /** Something happened to a message. */
  readonly note: (fault: string) => void;
  /** A request is about to leave, an answer to arrive: the tab may die of it. */
  readonly onPassing: (tab: Place, point: string) => void;
  /** A request came to the server. */
  readonly onAsked: (request: Asked) => AnswerHeard;
  /** A live feed is open; returns what to call with what the server does on it. */
  readonly onListening: (listener: Listener) => Heard;
};

/** Whose cookies a request carries, which need not belong together, and to which node. */
export type Listener = { readonly deviceId: DeviceId; readonly session: string; readonly node: string };

/** A live feed, as the server has it. */
export type Heard = {
  told(hint: LiveHint): void;
  /** `byServer`: its node did it, and did not die. */
  ended(byServer: boolean): void;
};

/** `original`: as it left the device, before somebody altered it. */
export type Asked = Listener & {
  readonly path: string;
  /** When it came, in milliseconds. */
  readonly at: number;
  readonly body: string | undefined;
  readonly original: string | undefined;
};

/** What to call with what becomes of a request: not every answer that leaves the server reaches the device. */
export type AnswerHeard = { left(answer: Answer): void; arrived(): void };

export type Answer = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Uint8Array;
};
