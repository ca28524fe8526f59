import type { JSX } from 'preact';
import type { SyncStatus } from '../../view/source.ts';
import { t } from '../texts/texts.ts';

/** Before the first answer of the worker: nothing to see yet, or how far a long replay has come (rule 15). */
export function Opening({ progress }: { readonly progress: SyncStatus['progress'] }): JSX.Element {
  const { strip, number, name } = t();
  if (!progress) return <main class="opening" aria-label={name} />;
  const say = progress.what === 'download' ? strip.downloading : strip.replaying;
  return (
    <main class="opening">
      <h1>{name}</h1>
      <p role="status">{say(number(progress.done), number(progress.of))}</p>
      <progress max={Math.max(progress.of, 1)} value={progress.done} aria-label={strip.starting} />
    </main>
  );
}
