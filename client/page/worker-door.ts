import { type ReadonlySignal, signal } from '@preact/signals';
import { proxy, wrap } from 'comlink';
import type { DaybookApi } from '../worker/api.ts';

/** The worker behind its door, and how to start another one when it has died. */
export function openWorkerDoor(): {
  readonly api: ReadonlySignal<DaybookApi>;
  readonly died: ReadonlySignal<boolean>;
  restart(): void;
} {
  const died = signal(false);
  let worker = start();
  const api = signal(door(worker));

  function start(): Worker {
    const started = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('error', () => {
      if (started === worker) died.value = true;
    });
    return started;
  }

  return {
    api,
    died,
    restart() {
      worker.terminate();
      worker = start();
      died.value = false;
      api.value = door(worker);
    },
  };
}

/** Only functions that are marked may cross, so each call is handed on by name. */
function door(worker: Worker): DaybookApi {
  const remote = wrap<DaybookApi>(worker);
  return {
    start: () => remote.start(),
    enrol: (name, workspaceId) => remote.enrol(name, workspaceId),
    submit: (draft) => remote.submit(draft),
    preview: (draft) => remote.preview(draft),
    watch: (query, onPatch) => remote.watch(query, proxy(onPatch) as never),
    unwatch: (id) => remote.unwatch(id),
    syncNow: () => remote.syncNow(),
    tell: (what) => remote.tell(what),
    exportUnsent: () => remote.exportUnsent(),
    setAside: (commitId, reason) => remote.setAside(commitId, reason),
  };
}
