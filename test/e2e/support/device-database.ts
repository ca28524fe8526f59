import type { Page } from 'playwright';

/** What a device has written down, as the browser's storage holds it, behind the app's back. */
export type DeviceDatabase = {
  /** How many times a tab of this device took the lead (L4). */
  readonly fence: number;
  readonly journal: readonly JournalLine[];
};
type JournalLine = {
  readonly kind: string;
  readonly commit?: { readonly id: string };
  readonly answers?: readonly { readonly commitId: string }[];
};

/** It is also the name of the lock for which the tabs contend. */
export function databaseNameOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return databases.find(({ name }) => name?.startsWith('daybook/'))?.name ?? '';
  });
}

export async function readDatabase(page: Page): Promise<DeviceDatabase> {
  const { fence, entries } = await page.evaluate(readStores, await databaseNameOf(page));
  return { fence, journal: entries.map((entry) => JSON.parse(entry)) };
}

/** How often the journal says that the server answered to each commit that was saved here. */
export function answersTo({ journal }: DeviceDatabase): number[] {
  const answered = journal.flatMap(({ answers = [] }) => answers.map(({ commitId }) => commitId));
  return journal.flatMap(({ commit }) => (commit ? answered.filter((id) => id === commit.id).length : []));
}

/** Runs in the page. */
function readStores(name: string): Promise<{ fence: number; entries: string[] }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(['meta', 'journal'], 'readonly');
      const fence = transaction.objectStore('meta').get('fence');
      const entries = transaction.objectStore('journal').getAll();
      transaction.oncomplete = () => {
        opening.result.close();
        resolve({ fence: fence.result, entries: entries.result });
      };
    };
  });
}

/** Resolves when the browser has cut a connection of its own to the device's database, and so the app's. */
export async function connectionIsCut(page: Page): Promise<void> {
  await page.evaluate(
    async (name) => {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      await new Promise((resolve) => opening.result.addEventListener('close', resolve));
    },
    await databaseNameOf(page),
  );
}

/** The page opens a connection and keeps it, whatever the database is wanted for. */
export async function holdDatabase(page: Page): Promise<void> {
  await page.evaluate(
    async (name) => {
      const opening = indexedDB.open(name);
      await new Promise((resolve) => opening.addEventListener('success', resolve));
    },
    await databaseNameOf(page),
  );
}

/** The worker's next transaction that writes into the journal stays open until it is aborted. */
export async function holdNextWrite(page: Page): Promise<void> {
  for (const worker of page.workers())
    await worker.evaluate(() => {
      const { commit } = IDBTransaction.prototype;
      IDBTransaction.prototype.commit = function (this: IDBTransaction) {
        if (this.mode === 'readonly' || !this.objectStoreNames.contains('journal')) return commit.call(this);
        IDBTransaction.prototype.commit = commit;
        const journal = this.objectStore('journal');
        const stay = (): void => {
          journal.count().onsuccess = stay;
        };
        stay();
      };
    });
}
