import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SyncStatus } from '../../view/source.ts';
import { t } from '../texts/texts.ts';

/** Then something stands in the way: another tab that holds the database, say. */
const LONG_MILLISECONDS = 5_000;

/** Before the first answer of the worker: nothing to see yet, or how far a long replay has come (rule 15); and no
 * empty page for long. */
export function Opening({ progress }: { readonly progress: SyncStatus['progress'] }): JSX.Element {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  const { strip, number, name } = t();
  if (!progress) return long ? <Long /> : <main class="opening" aria-label={name} />;
  const say = progress.what === 'download' ? strip.downloading : strip.replaying;
  return (
    <main class="opening">
      <h1>{name}</h1>
      <p role="status">{say(number(progress.done), number(progress.of))}</p>
      <progress max={Math.max(progress.of, 1)} value={progress.done} aria-label={strip.starting} />
    </main>
  );
}

function Long(): JSX.Element {
  const { opening, cannotOpen, name } = t();
  return (
    <main class="opening">
      <h1>{name}</h1>
      <p role="status">
        <b>{opening.long}</b> {opening.longTodo}
      </p>
      <button type="button" class="button main" onClick={() => location.reload()}>
        {cannotOpen.reload}
      </button>
    </main>
  );
}
