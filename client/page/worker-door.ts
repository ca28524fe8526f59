import { type ReadonlySignal, signal } from '@preact/signals';
import { proxy, type Remote, wrap } from 'comlink';
import type { DaybookApi } from '../worker/api.ts';

/** The worker behind its door, and how to start another one when it has died. */
export function openWorkerDoor(): {
  readonly api: ReadonlySignal<DaybookApi>;
  readonly died: ReadonlySignal<boolean>;
  restart(): void;
} {
  const died = signal(false);
  let worker = start();
  let calls = callsTo(worker);
  const api = signal(door(calls));

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
      calls.end();
      worker = start();
      calls = callsTo(worker);
      died.value = false;
      api.value = door(calls);
    },
  };
}

type Calls = {
  readonly remote: Remote<DaybookApi>;
  answered<Call extends Promise<unknown>>(call: Call): Promise<Awaited<Call>>;
  /** A worker that has ended answers nothing any more: whoever waits for it hears that. */
  end(): void;
};

function callsTo(worker: Worker): Calls {
  const waiting = new Set<(reason: Error) => void>();
  return {
    remote: wrap<DaybookApi>(worker),
    answered(call) {
      const ended = Promise.withResolvers<never>();
      waiting.add(ended.reject);
      return Promise.race([call, ended.promise]).finally(() => waiting.delete(ended.reject));
    },
    end() {
      for (const giveUp of waiting) giveUp(new Error('the worker has ended'));
    },
  };
}

/** Only functions that are marked may cross, so each call is handed on by name. */
function door({ remote, answered }: Calls): DaybookApi {
  return {
    start: () => answered(remote.start()),
    enrol: (name, workspaceId) => answered(remote.enrol(name, workspaceId)),
    signInWays: () => answered(remote.signInWays()),
    signIn: (email, password) => answered(remote.signIn(email, password)),
    setUp: (first) => answered(remote.setUp(first)),
    signInElsewhere: () => answered(remote.signInElsewhere()),
    signOut: () => answered(remote.signOut()),
    submit: (draft) => answered(remote.submit(draft)),
    preview: (draft) => answered(remote.preview(draft)),
    watch: (query, onPatch) => answered(remote.watch(query, proxy(onPatch) as never)),
    unwatch: (id) => answered(remote.unwatch(id)),
    syncNow: () => answered(remote.syncNow()),
    tell: (what) => answered(remote.tell(what)),
    exportUnsent: () => answered(remote.exportUnsent()),
    setAside: (commitId, reason) => answered(remote.setAside(commitId, reason)),
  };
}
