import type { Remote, wrap } from 'comlink';
import type { DaybookApi, Draft, Submitted } from '../../client/worker/api.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import type { Arming, WorkerNews } from './browser-points.ts';

// What runs in the page: each function's text is sent there, so it uses nothing but what it is given and the window.

export type CrashWindow = Window & {
  Worker: typeof Worker;
  readonly Comlink: { readonly wrap: typeof wrap };
  /** The app's own worker, and its own door. */
  crash: { readonly worker: Worker; readonly api: Remote<DaybookApi> } | undefined;
  /** Told outside of the browser. */
  readonly tellSubmitted: (submitted: Submitted) => Promise<void>;
  readonly tellWorkerNews: (news: WorkerNews) => Promise<void>;
};

/** Before the app's own code: whoever starts a worker shares it with us. `arming` is the first that it hears. */
export function shareWorker(arming: Arming): void {
  const page = window as unknown as CrashWindow;
  const { Worker: Original } = page;
  page.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<Partial<WorkerNews> | undefined>) => {
        if (data && 'standsStill' in data) void page.tellWorkerNews(data as WorkerNews);
      });
      this.postMessage(arming);
      page.crash = { worker: this, api: page.Comlink.wrap<DaybookApi>(this) };
    }
  };
}

export function armWorker(arming: Arming): void {
  (window as unknown as CrashWindow).crash?.worker.postMessage(arming);
}

/** Submits some at a time, each told of as soon as its answer is there. */
export async function submitAll({
  drafts,
  together,
}: {
  drafts: readonly Draft[];
  together: number;
}): Promise<void> {
  const { crash, tellSubmitted } = window as unknown as CrashWindow;
  const submitOne = async (draft: Draft): Promise<void> => {
    const submitted = await crash?.api.submit(draft);
    if (submitted) await tellSubmitted(submitted);
  };
  for (let from = 0; from < drafts.length; from += together)
    await Promise.all(drafts.slice(from, from + together).map(submitOne));
}

export async function enrolHere(name: string): Promise<string | undefined> {
  const enrolled = await (window as unknown as CrashWindow).crash?.api.enrol(name, 'main' as WorkspaceId);
  return enrolled?.kind;
}
