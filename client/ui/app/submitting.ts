import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Draft, Submitted } from '../../worker/api.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { useDaybook } from './daybook.ts';
import { alarm, say } from './notices.ts';

export type Saved = Extract<Submitted, { kind: 'saved' }>;

/** Sends commands to the worker, one at a time: a second tap while the first is being written down does nothing. */
export function useSubmit(): {
  readonly saving: boolean;
  /** Why the last one was not saved: what happened, what was kept, what to do. */
  readonly trouble: string | undefined;
  submit(draft: Draft): Promise<Saved | 'nothing-to-do' | undefined>;
  clear(): void;
} {
  const { page } = useDaybook();
  const saving = useSignal(false);
  const trouble = useSignal<string | undefined>(undefined);
  const running = useRef(false);
  return {
    saving: saving.value,
    trouble: trouble.value,
    clear: () => (trouble.value = undefined),
    async submit(draft) {
      if (running.current) return undefined;
      running.current = true;
      saving.value = true;
      trouble.value = undefined;
      try {
        const outcome = await page.api.peek().submit(draft);
        trouble.value = troubleIn(outcome);
        if (outcome.kind === 'nothing-to-do') return outcome.kind;
        return outcome.kind === 'saved' ? outcome : undefined;
      } catch {
        trouble.value = t().said.interrupted;
        return undefined;
      } finally {
        running.current = false;
        saving.value = false;
      }
    },
  };
}

function troubleIn(outcome: Submitted): string | undefined {
  switch (outcome.kind) {
    case 'saved':
    case 'nothing-to-do':
      return undefined;
    case 'refused':
      return laterWords().refusal(outcome.refusal);
    case 'not-saved': {
      const { what, kept, todo } = t().storage[outcome.code];
      return `${t().said.notSaved} ${what} ${kept} ${todo}`;
    }
  }
}

/** Says what was saved, with the way back where there is one (C8). */
export function sayDone(
  text: string,
  { type: command, sessionId }: Draft,
  saved: Saved | 'nothing-to-do',
): void {
  if (saved === 'nothing-to-do') say(t().said.nothingToDo);
  else say(text, { command, sessionId, commitId: saved.commitId });
}

/** For a button that does one thing: says politely what was saved, or loudly why not. */
export function useDo(): {
  readonly saving: boolean;
  readonly doIt: (draft: Draft, saved: string) => Promise<boolean>;
} {
  const { page } = useDaybook();
  const saving = useSignal(false);
  return {
    saving: saving.value,
    async doIt(draft, saved) {
      if (saving.peek()) return false;
      saving.value = true;
      try {
        const outcome = await page.api.peek().submit(draft);
        const trouble = troubleIn(outcome);
        if (trouble) alarm(trouble);
        else sayDone(saved, draft, outcome.kind === 'saved' ? outcome : 'nothing-to-do');
        return !trouble;
      } catch {
        alarm(t().said.interrupted);
        return false;
      } finally {
        saving.value = false;
      }
    },
  };
}
