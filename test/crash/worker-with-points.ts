import type { Arming, WorkerBug, WorkerNews } from './browser-points.ts';

/**
 * Runs in the app's worker before the app does. It puts itself between the app and what that stands on, IndexedDB and
 * `fetch`, tells the page when the app comes to the point that is asked for, and stands still there for ever: the
 * browser goes on until it is killed. Its text is put in front of the built worker, so it uses nothing from outside.
 */
export function standStillAtPoints(bug: WorkerBug | null): void {
  const WRITES: Readonly<Record<string, string>> = {
    journal: 'saving',
    'journal,meta': 'receipt',
    'journal,meta,tail': 'page',
    'journal,meta,segments': 'download',
    'meta,segments,tail': 'packing',
    'frames,meta,shards': 'snapshot',
  };
  const READS: Readonly<Record<string, string>> = {
    journal: 'start: reading the journal',
    'frames,shards': 'start: reading the snapshot',
  };
  /** Of the planted bug, in milliseconds: longer than any machine takes from the word to the kill. */
  const COMMITS_LATER = 10_000;
  let arming: Arming = { crashAt: undefined, skip: 0, trail: false };
  let skip = 0;

  function tell(news: WorkerNews): void {
    self.postMessage(news);
  }

  function pass(point: string): void {
    if (arming.trail) tell({ passed: point, standsStill: false });
    if (point !== arming.crashAt || skip-- > 0) return;
    tell({ passed: point, standsStill: true });
    for (;;);
  }

  self.addEventListener('message', (message: MessageEvent<Partial<Arming> | undefined>) => {
    const { data } = message;
    if (!data || !('crashAt' in data)) return;
    message.stopImmediatePropagation();
    arming = data as Arming;
    skip = arming.skip;
  });

  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (name, version) {
    const request = open.call(this, name, version);
    if (name.startsWith('daybook/')) pass('start: opening');
    return request;
  };

  const kinds = new WeakMap<IDBTransaction, string>();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const made = transaction.call(this, stores, mode, options);
    const touched = [...made.objectStoreNames].sort().join();
    const kind = mode === 'readwrite' ? WRITES[touched] : undefined;
    if (mode !== 'readwrite' && READS[touched]) pass(READS[touched]);
    if (!kind) return made;
    kinds.set(made, kind);
    made.addEventListener('complete', () => pass(`${kind}: committed`));
    return made;
  };

  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    const kind = kinds.get(this);
    if (kind) pass(`${kind}: not committed`);
    if (kind === 'saving' && bug === 'says-saved-early') return sayAndWait(this);
    commit.call(this);
    if (kind) pass(`${kind}: committing`);
  };

  /** A transaction stays open as long as it is asked something. */
  function sayAndWait(saving: IDBTransaction): void {
    const until = performance.now() + COMMITS_LATER;
    const wait = (): void => {
      if (performance.now() > until) return commit.call(saving);
      saving.objectStore('journal').count().onsuccess = wait;
    };
    wait();
    saving.oncomplete?.(new Event('complete'));
  }

  const send = self.fetch;
  self.fetch = async (where, init) => {
    const path = String(where).split('?')[0] ?? '';
    if (path.endsWith('/commits')) pass('push: not sent');
    const answer = send.call(self, where, init);
    if (path.endsWith('/commits')) pass('push: sent');
    const response = await answer;
    if (path.endsWith('/commits')) pass('push: answered');
    if (path.endsWith('/events')) pass('pull: answered');
    return response;
  };
}
