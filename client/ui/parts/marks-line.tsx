import { Check, CheckCheck, type IconNode, Send } from 'lucide';
import type { ComponentChildren, JSX } from 'preact';
import type { Marks } from '../../view/marks.ts';
import { momentOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { Icon } from './icon.tsx';

/** Saved here → sent → decided, kept apart (field-app rule 7). Phrasing content: it also stands in buttons, whose name
 * it is a part of. */
export function MarksLine({ marks }: { readonly marks: Marks }): JSX.Element {
  const { saved, sent, decided, notSent, notDecided, mark } = laterWords().marks;
  const words = (done: string, open: string, of: { done: boolean; at: string | null }): string =>
    of.done && of.at ? mark(done, momentOf(of.at)) : of.done ? done : open;
  return (
    <span class="marks">
      <Step icon={Check} tone="done">
        {words(saved, saved, marks.saved)}
      </Step>
      <Step icon={Send} tone={marks.sent.done ? 'done' : 'open to-send'} after>
        {words(sent, notSent, marks.sent)}
      </Step>
      <Step icon={CheckCheck} tone={marks.decided.done ? 'done' : 'open to-decide'} after>
        {words(decided, notDecided, marks.decided)}
      </Step>
    </span>
  );
}

function Step(props: {
  readonly icon: IconNode;
  readonly tone: string;
  readonly after?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <>
      {props.after && <span class="unseen">, </span>}
      <span class={`mark ${props.tone}`}>
        <Icon of={props.icon} small />
        {props.children}
      </span>
    </>
  );
}
