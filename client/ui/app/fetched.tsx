import { type Signal, signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { t } from '../texts/texts.ts';

type Lazy<P> = ComponentType<P> & { load(): void };

/** A part of the screen whose code comes when it is first shown, or loaded before; `Meanwhile` stands in for it. */
export function later<P extends object>(
  fetchScreen: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType<P> = Coming,
): Lazy<P> {
  const loaded: Signal<ComponentType<P> | 'failed' | undefined> = signal(undefined);
  const load = (): void => {
    if (typeof loaded.peek() === 'function') return;
    loaded.value = undefined;
    fetchScreen().then(
      (screen) => (loaded.value = screen),
      () => (loaded.value = 'failed'),
    );
  };
  let asked = false;
  const Screen = (props: P): JSX.Element => {
    if (!asked) load();
    asked = true;
    const Loaded = loaded.value;
    if (Loaded === 'failed') return <NotHere onRetry={load} />;
    return Loaded ? <Loaded {...props} /> : <Meanwhile {...props} />;
  };
  return Object.assign(Screen, { load });
}

function Coming(): JSX.Element {
  return <div class="coming" />;
}

function NotHere({ onRetry }: { readonly onRetry: () => void }): JSX.Element {
  return (
    <div class="empty" role="alert">
      <p class="empty-what">{t().shell.loadFailed}</p>
      <p class="quiet">{t().shell.loadFailedTodo}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t().shell.tryAgain}
      </button>
    </div>
  );
}
