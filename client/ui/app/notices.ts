import { signal } from '@preact/signals';
import type { CommandType } from '../../../shared/booking/commands.ts';
import type { CommitId, SessionId } from '../../../shared/log/ids.ts';

/** What the app has to say about the last thing done: said politely and gone after a while, or an alert that stays
 * until it is dismissed. One at a time. */
export type Notice = {
  readonly kind: 'said' | 'alert';
  readonly text: string;
  readonly done?: Done | undefined;
};

/** What was saved, for who wants to take it back. */
export type Done = {
  readonly command: CommandType;
  readonly sessionId: SessionId;
  readonly commitId: CommitId;
};

const SAID_MILLISECONDS = 6_000;
/** Time to read it, to think better of it and to reach the button. */
const OFFERED_MILLISECONDS = 12_000;

const current = signal<Notice | undefined>(undefined);
let clearing: ReturnType<typeof setTimeout> | undefined;

export function notice(): Notice | undefined {
  return current.value;
}

export function say(text: string, done?: Done): void {
  show({ kind: 'said', text, done });
  letGo();
}

/** It stays while somebody is at it. */
export function hold(): void {
  clearTimeout(clearing);
}

export function letGo(): void {
  hold();
  if (current.peek()?.kind !== 'said') return;
  clearing = setTimeout(dismiss, current.peek()?.done ? OFFERED_MILLISECONDS : SAID_MILLISECONDS);
}

export function alarm(text: string): void {
  show({ kind: 'alert', text });
}

export function dismiss(): void {
  clearTimeout(clearing);
  current.value = undefined;
}

function show(next: Notice): void {
  clearTimeout(clearing);
  current.value = next;
}
