import { Check } from 'lucide';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { UndoNotice } from './later.tsx';
import { notice } from './notices.ts';

/** What was just written down, said politely and gone after a while. */
export function NoticeLine(): JSX.Element {
  const said = notice();
  const text = useId();
  const shown = said?.kind === 'said' ? said : undefined;
  return (
    <div class="notice-place">
      <div class={shown && 'notice'}>
        <p role="status" id={text}>
          {shown && (
            <>
              <Icon of={Check} small />
              <span>{shown.text}</span>
            </>
          )}
        </p>
        {shown?.done && <UndoNotice done={shown.done} describedBy={text} />}
      </div>
    </div>
  );
}
