import type { DeviceHead } from '../../view/device.ts';
import type { Page } from '../app/daybook.ts';
import { isRightClock } from '../app/device-clock.ts';
import { fieldWords } from '../texts/field-words.ts';
import { bytesOf, momentOf, spanOf } from '../texts/format.ts';

/** One line of the list before leaving: what it is about, how it stands, and the number for it (field-app rule 4). */
export type Check = {
  readonly name: string;
  readonly stands: 'yes' | 'no' | 'unknown';
  readonly says: string;
};

/** What only the window knows; undefined until it has looked. */
export type Looked = {
  readonly storage?: Awaited<ReturnType<Page['storage']>>;
  /** Seconds ahead of the server; null: out of reach. */
  readonly skew?: number | null;
};

export function readiness(
  { sync, taken }: DeviceHead,
  { storage, skew }: Looked,
  { version, updateReady }: { readonly version: string; readonly updateReady: boolean },
): Check[] {
  const words = fieldWords().ready;
  return [
    downloaded(sync),
    check(
      words.sent,
      sync.toSend === 0,
      sync.toSend > 0
        ? words.unsent(sync.toSend)
        : words.sentOk(sync.lastSentAt && momentOf(sync.lastSentAt)),
    ),
    check(
      words.seats,
      taken.seats > 0,
      taken.drawUntil
        ? words.seatsOk(taken.seats, taken.sessions, momentOf(taken.drawUntil))
        : words.seatsNone,
    ),
    storage
      ? check(
          words.storage,
          storage.persisted,
          storage.persisted
            ? words.storageOk(bytesOf(storage.used), bytesOf(storage.quota))
            : words.storageNot(bytesOf(storage.used)),
        )
      : { name: words.storage, stands: 'unknown', says: words.looking },
    clock(skew),
    check(words.app, !updateReady, updateReady ? words.appOld(version) : words.appOk(version)),
  ];
}

function downloaded({ cursor, head, lastSuccessAt }: DeviceHead['sync']): Check {
  const words = fieldWords().ready;
  if (!lastSuccessAt) return check(words.data, false, words.dataNever);
  return cursor >= head
    ? check(words.data, true, words.dataOk(cursor, momentOf(lastSuccessAt)))
    : check(words.data, false, words.dataMissing(cursor, head));
}

function clock(skew: Looked['skew']): Check {
  const words = fieldWords().ready;
  if (skew === undefined) return { name: words.clock, stands: 'unknown', says: words.looking };
  if (skew === null) return { name: words.clock, stands: 'unknown', says: words.clockUnknown };
  const off = Math.abs(skew);
  return isRightClock(skew)
    ? check(words.clock, true, words.clockOk(off))
    : check(words.clock, false, words.clockWrong(spanOf(off)));
}

function check(name: string, isSo: boolean, says: string): Check {
  return { name, stands: isSo ? 'yes' : 'no', says };
}
