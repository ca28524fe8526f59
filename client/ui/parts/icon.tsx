import type { IconNode } from 'lucide';
import { h, type JSX } from 'preact';

/** A sign beside a word; the word is what is read out. */
export function Icon({ of, small }: { readonly of: IconNode; readonly small?: boolean }): JSX.Element {
  return (
    <svg
      class={small ? 'icon small' : 'icon'}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {of.map(([tag, attributes], index) => h(tag, { ...attributes, key: index }))}
    </svg>
  );
}
