import { Check } from 'lucide';
import type { JSX } from 'preact';
import { Icon } from '../parts/icon.tsx';
import { notice } from './notices.ts';

/** What was just written down, said politely and gone after a while. */
export function NoticeLine(): JSX.Element {
  const said = notice();
  return (
    <div role="status" class="notice-place">
      {said?.kind === 'said' && (
        <p class="notice">
          <Icon of={Check} small />
          <span>{said.text}</span>
        </p>
      )}
    </div>
  );
}
