import { Check, CheckCheck, Send } from 'lucide';
import type { JSX } from 'preact';
import type { Marks } from '../../view/marks.ts';
import { momentOf } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

/** Saved here → sent → decided, kept apart (field-app rule 7). */
export function MarksLine({ marks }: { readonly marks: Marks }): JSX.Element {
  const { saved, sent, decided, notSent, notDecided, label, mark } = t().marks;
  const words = (done: string, open: string, of: { done: boolean; at: string | null }): string =>
    of.done && of.at ? mark(done, momentOf(of.at)) : of.done ? done : open;
  return (
    <ol class="marks" aria-label={label}>
      <li class="done">
        <Icon of={Check} small />
        {words(saved, saved, marks.saved)}
      </li>
      <li class={marks.sent.done ? 'done' : 'open to-send'}>
        <Icon of={Send} small />
        {words(sent, notSent, marks.sent)}
      </li>
      <li class={marks.decided.done ? 'done' : 'open to-decide'}>
        <Icon of={CheckCheck} small />
        {words(decided, notDecided, marks.decided)}
      </li>
    </ol>
  );
}
