import type { JSX } from 'preact';
import type { Started } from '../../worker/api.ts';
import { RecoveryLink } from '../parts/recovery-link.tsx';
import { t } from '../texts/texts.ts';

type Problem = Extract<Started, { kind: 'storage-problem' }>;

/** Loud, and never a dead end: what happened, what was kept, what to do. */
export function StorageProblem({ problem }: { readonly problem: Problem }): JSX.Element {
  const words = t().cannotOpen;
  const { what, kept, todo } = t().storage[problem.code];
  return (
    <main class="start">
      <div role="alert">
        <h1>{words.title}</h1>
        <dl class="facts">
          <dt>{words.what}</dt>
          <dd>{what}</dd>
          <dt>{words.kept}</dt>
          <dd>{kept}</dd>
          <dt>{words.todo}</dt>
          <dd>{todo}</dd>
          <dt>{words.detail}</dt>
          <dd class="quiet">
            {problem.code}: {problem.detail}
          </dd>
        </dl>
      </div>
      <button type="button" class="button main" onClick={() => location.reload()}>
        {words.reload}
      </button>
      <RecoveryLink />
    </main>
  );
}
