import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { proxy, type Remote, wrap } from 'comlink';
import type { DaybookApi, WorkerApi } from '../worker/api.ts';
import { listenForSilence } from './silence.ts';

/** The worker behind its door, and how to start another one when it has died. */
export function openWorkerDoor(): {
  readonly api: ReadonlySignal<DaybookApi>;
  /** It could not begin, or does not answer any more; where it answers after all, this is false again. */
  readonly died: ReadonlySignal<boolean>;
  restart(): void;
} {
  const died = signal(false);
  let worker = startWorker();
  let calls = callsTo(worker, died);
  const api = signal(door(calls));

  return {
    api,
    died,
    restart() {
      worker.terminate();
      calls.end();
      worker = startWorker();
      died.value = false;
      calls = callsTo(worker, died);
      api.value = door(calls);
    },
  };
}

function startWorker(): Worker {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
}

type Calls = {
  readonly remote: Remote<WorkerApi>;
  answered<Call extends Promise<unknown>>(call: Call): Promise<Awaited<Call>>;
  /** A worker that has ended answers nothing any more: whoever waits for it hears that. */
  end(): void;
};

function callsTo(worker: Worker, died: Signal<boolean>): Calls {
  const waiting = new Set<(reason: Error) => void>();
  const remote = wrap<WorkerApi>(worker);
  const silence = listenForSilence({
    ping: () => remote.ping(),
    schedule: (milliseconds, run) => void setTimeout(run, milliseconds),
    onChange: (isSilent) => (died.value = isSilent),
  });
  worker.addEventListener('error', silence.doubt);
  return {
    remote,
    answered(call) {
      silence.expect(call);
      const ended = Promise.withResolvers<never>();
      waiting.add(ended.reject);
      return Promise.race([call, ended.promise]).finally(() => waiting.delete(ended.reject));
    },
    end() {
      silence.end();
      for (const giveUp of waiting) giveUp(new Error('the worker has ended'));
    },
  };
}

/** Only functions that are marked may cross, so each call is handed on by name. */
function door({ remote, answered }: Calls): DaybookApi {
  return {
    start: () => answered(remote.start()),
    enrol: (name, workspaceId) => answered(remote.enrol(name, workspaceId)),
    enrolByCode: (asked) => answered(remote.enrolByCode(asked)),
    signInWays: () => answered(remote.signInWays()),
    signIn: (email, password) => answered(remote.signIn(email, password)),
    setUp: (first) => answered(remote.setUp(first)),
    signInElsewhere: () => answered(remote.signInElsewhere()),
    signOut: () => answered(remote.signOut()),
    enrolAnew: () => answered(remote.enrolAnew()),
    submit: (draft) => answered(remote.submit(draft)),
    preview: (draft) => answered(remote.preview(draft)),
    watch: (query, onPatch) => answered(remote.watch(query, proxy(onPatch) as never)),
    unwatch: (id) => answered(remote.unwatch(id)),
    syncNow: () => answered(remote.syncNow()),
    tell: (what) => answered(remote.tell(what)),
    exportUnsent: () => answered(remote.exportUnsent()),
    setAside: (commitId, reason) => answered(remote.setAside(commitId, reason)),
    lookAt: (file) => answered(remote.lookAt(file)),
    takeIn: (file) => answered(remote.takeIn(file)),
    desk: ((question, ...given) =>
      answered((remote.desk as DaybookApi['desk'])(question, ...given))) as DaybookApi['desk'],
  };
}
