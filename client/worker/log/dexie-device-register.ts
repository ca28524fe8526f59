import { Dexie } from 'dexie';
import * as v from 'valibot';
import { type DeviceRegister, databaseName, Enrolment } from './device-register.ts';
import { storageProblem } from './dexie-transaction.ts';
import { StorageProblem } from './event-log.ts';

const CURRENT = 'current';
const DOUBTED = 'doubted';

/** A small database of its own: it must be readable before anyone knows whose log to open. Dexie opens it at the
 * first use, and again after a lost connection. */
export function openDexieDeviceRegister(): DeviceRegister {
  const dexie = new Dexie('daybook', { chromeTransactionDurability: 'strict', cache: 'disabled' });
  dexie.version(1).stores({ enrolments: '', meta: '' });
  dexie.on('versionchange', () => {
    dexie.close({ disableAutoOpen: false });
    return false;
  });
  const [enrolments, meta] = [
    dexie.table<unknown, string>('enrolments'),
    dexie.table<unknown, string>('meta'),
  ];

  async function readCurrent(): Promise<Enrolment | undefined> {
    const name = await meta.get(CURRENT);
    const stored = typeof name === 'string' ? await enrolments.get(name) : undefined;
    if (stored === undefined) return undefined;
    const enrolment = v.safeParse(Enrolment, stored);
    if (enrolment.success) return enrolment.output;
    throw new StorageProblem('damaged', 'who this browser is enrolled as cannot be read');
  }

  return {
    current: () => guarded(() => dexie.transaction('r', enrolments, meta, () => readCurrent())),
    enter: (enrolment) =>
      guarded(() =>
        dexie.transaction('rw', enrolments, meta, async () => {
          await enrolments.put(enrolment, databaseName(enrolment));
          await meta.put(databaseName(enrolment), CURRENT);
          await meta.delete(DOUBTED);
        }),
      ),
    of: (actorId) =>
      guarded(async () => {
        const stored = await enrolments.toArray();
        const readable = stored.map((one) => v.safeParse(Enrolment, one));
        return readable.flatMap(({ success, output }) =>
          success && output.actorId === actorId && !output.retiredAt ? [output] : [],
        );
      }),
    leave: () => guarded(() => meta.bulkDelete([CURRENT, DOUBTED])),
    retire: (at) =>
      guarded(() =>
        dexie.transaction('rw', enrolments, meta, async () => {
          const current = await readCurrent();
          if (current) await enrolments.put({ ...current, retiredAt: at }, databaseName(current));
          await meta.bulkDelete([CURRENT, DOUBTED]);
        }),
      ),
    doubt: () => guarded(() => meta.put(true, DOUBTED).then(() => undefined)),
    isDoubted: () => guarded(async () => (await meta.get(DOUBTED)) === true),
    trust: () => guarded(() => meta.delete(DOUBTED)),
  };
}

async function guarded<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageProblem(error);
  }
}
