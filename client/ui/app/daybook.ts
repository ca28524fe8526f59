import type { ReadonlySignal, Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { StatusHead } from '../../view/status.ts';
import type { DaybookApi, Started } from '../../worker/api.ts';

/** What the page's shell does for the screens: what only a window can. */
export type Page = {
  /** The worker's door. A new one comes when the worker had to be started again. */
  readonly api: ReadonlySignal<DaybookApi>;
  readonly workerDied: ReadonlySignal<boolean>;
  restartWorker(): void;
  readonly updateReady: ReadonlySignal<boolean>;
  putInUpdate(): void;
  /** 'none': nothing newer is ready; where something is, `updateReady` says so. */
  lookForUpdate(): Promise<'none' | 'offline'>;
  readonly version: string;
  /** What is unsent goes out when there is a network, also with the app closed, where the browser can do that. */
  sendLater(): void;
  storage(): Promise<{ readonly persisted: boolean; readonly used: number; readonly quota: number }>;
  /** What the app's own files take, in bytes. */
  appBytes(): Promise<number>;
  protectStorage(): Promise<boolean>;
  /** Seconds ahead of the server's clock; undefined where it cannot be asked. */
  clockSkew(): Promise<number | undefined>;
};

/** The device's clock beside the server's, when they were compared last. */
export type ComparedClocks = {
  readonly secondsAhead: number;
  readonly at: { readonly elapsed: number; readonly clock: number };
};

/** What every screen can reach. */
export type Daybook = {
  readonly page: Page;
  readonly started: Signal<Started | undefined>;
  readonly status: ReadonlySignal<StatusHead | undefined>;
  readonly compared: Signal<ComparedClocks | undefined>;
};

const Context = createContext<Daybook | undefined>(undefined);
export const DaybookProvider = Context.Provider;

export function useDaybook(): Daybook {
  const daybook = useContext(Context);
  if (!daybook) throw new Error('a screen stands outside of the daybook');
  return daybook;
}
