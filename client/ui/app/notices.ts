import { signal } from '@preact/signals';

/** What the app has to say about the last thing done: said politely and gone after a while, or an alert that stays
 * until it is dismissed. One at a time. */
export type Notice = { readonly kind: 'said' | 'alert'; readonly text: string };

const SAID_MILLISECONDS = 6_000;

const current = signal<Notice | undefined>(undefined);
let clearing: ReturnType<typeof setTimeout> | undefined;

export function notice(): Notice | undefined {
  return current.value;
}

export function say(text: string): void {
  show({ kind: 'said', text });
  clearing = setTimeout(dismiss, SAID_MILLISECONDS);
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
