import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ProblemCode } from '../../../shared/sync/problem-code.ts';
import type { Asked, Desk } from '../../worker/api.ts';
import { useDaybook } from '../app/daybook.ts';
import { codeOfProblem } from '../start/problem-code.ts';
import { deskWords } from '../texts/desk-words.ts';
import { t } from '../texts/texts.ts';

// What only the server knows is asked when a screen shows it, and asked again after it was changed.

/** `failed`: the worker has died, or there is a bug. Undefined until the first answer. */
export type Answer<T> = Asked<T> | { readonly kind: 'failed' } | undefined;
type ValueOf<Q extends keyof Desk> = Extract<Awaited<ReturnType<Desk[Q]>>, { kind: 'done' }>['value'];

export function useAnswer<Q extends 'who' | 'members' | 'devices' | 'quarantine'>(
  question: Q,
): { readonly answer: Answer<ValueOf<Q>>; readonly again: () => void } {
  const api = useDaybook().page.api.value;
  const answer = useSignal<Answer<ValueOf<Q>>>(undefined);
  const latest = useRef(0);
  const again = (): void => {
    const asking = ++latest.current;
    const show = (next: Answer<ValueOf<Q>>): void => {
      if (asking === latest.current) answer.value = next;
    };
    const asked = api.desk(question, ...([] as never)) as Promise<Asked<ValueOf<Q>>>;
    asked.then(show, () => show({ kind: 'failed' }));
  };
  useEffect(again, [api, question]);
  return { answer: answer.value, again };
}

/** For a form: asks one thing at a time, and says what stood in the way; `own`: words of its own for a refusal. */
export function useAsking(own: OwnWords = {}): {
  readonly asking: boolean;
  readonly trouble: string | undefined;
  /** The answer, where it was done. */
  ask<Q extends keyof Desk>(
    question: Q,
    ...given: Parameters<Desk[Q]>
  ): Promise<{ readonly value: ValueOf<Q> } | undefined>;
  complain(trouble: string): void;
} {
  const { page } = useDaybook();
  const asking = useSignal(false);
  const trouble = useSignal<string | undefined>(undefined);
  return {
    asking: asking.value,
    trouble: trouble.value,
    complain: (text) => (trouble.value = text),
    async ask(question, ...given) {
      if (asking.peek()) return undefined;
      asking.value = true;
      trouble.value = undefined;
      try {
        const asked = await page.api.peek().desk(question, ...given);
        if (asked.kind === 'done') return { value: asked.value as never };
        trouble.value = ownWords(asked, own) ?? troubleIn(asked);
      } catch {
        trouble.value = deskWords().failed;
      } finally {
        asking.value = false;
      }
      return undefined;
    },
  };
}

type OwnWords = Partial<Record<ProblemCode, string>>;

function ownWords(asked: Asked<unknown>, own: OwnWords): string | undefined {
  const code = asked.kind === 'refused' ? codeOfProblem(asked.problem) : null;
  return code ? own[code] : undefined;
}

export function troubleIn(answer: Exclude<Answer<unknown>, { kind: 'done' } | undefined>): string {
  switch (answer.kind) {
    case 'offline':
      return deskWords().offline;
    case 'failed':
      return deskWords().failed;
    case 'refused':
      return t().problem(codeOfProblem(answer.problem), answer.problem.detail ?? null);
  }
}
