import { ShieldCheck, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { Icon } from '../parts/icon.tsx';
import { deviceWords } from '../texts/device-words.ts';
import { bytesOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

type Storage = { readonly persisted: boolean; readonly used: number; readonly quota: number };

/** Of the room that the browser gives: from here on somebody should look after it. */
const NEARLY_FULL = 0.8;

/** Whether the browser may throw away what is not sent, how much room there is, and what takes it. */
export function StoragePart({ entries }: { readonly entries: number | undefined }): JSX.Element {
  const { page } = useDaybook();
  const [storage, setStorage] = useState<Storage>();
  const [app, setApp] = useState<number>();
  const look = (): void => {
    page.storage().then(setStorage, () => undefined);
    page.appBytes().then(setApp, () => undefined);
  };
  useEffect(look, [entries]);
  const words = laterWords().device;
  return (
    <section class="part">
      <h2>{words.storage}</h2>
      <div role="status">
        {storage && (
          <p class={storage.persisted ? 'sign guaranteed' : 'sign provisional'}>
            <Icon of={storage.persisted ? ShieldCheck : TriangleAlert} small />
            <span>{storage.persisted ? words.protected : words.unprotected}</span>
          </p>
        )}
      </div>
      {storage && <Room storage={storage} app={app} entries={entries} />}
      {storage && !storage.persisted && (
        <button
          type="button"
          class="button"
          onClick={() => page.protectStorage().then(look, () => undefined)}
        >
          {words.protect}
        </button>
      )}
    </section>
  );
}

type RoomProps = {
  readonly storage: Storage;
  /** Bytes; undefined until they were counted. */
  readonly app: number | undefined;
  readonly entries: number | undefined;
};

function Room({ storage: { used, quota }, app, entries }: RoomProps): JSX.Element {
  const words = deviceWords().storage;
  // The browser rounds what it tells, and not as the files are counted.
  const book = Math.max(used - (app ?? 0), 0);
  return (
    <>
      <p>{laterWords().device.used(bytesOf(used), bytesOf(quota))}</p>
      {used > NEARLY_FULL * quota && (
        <p class="trouble">
          <Icon of={TriangleAlert} small />
          <span>{words.nearlyFull}</span>
        </p>
      )}
      {app !== undefined && (
        <>
          <div class="bar" aria-hidden="true">
            <span class="taken" style={{ flex: book }} />
            <span class="allotted" style={{ flex: app }} />
          </div>
          <dl class="facts" aria-label={words.takes}>
            <dt>
              <Swatch kind="taken" /> {words.book(entries ?? 0)}
            </dt>
            <dd>{bytesOf(book)}</dd>
            <dt>
              <Swatch kind="allotted" /> {words.app}
            </dt>
            <dd>{bytesOf(app)}</dd>
            <dt>{words.free}</dt>
            <dd>{bytesOf(Math.max(quota - used, 0))}</dd>
          </dl>
        </>
      )}
    </>
  );
}

function Swatch({ kind }: { readonly kind: 'taken' | 'allotted' }): JSX.Element {
  return <span class={`swatch inline ${kind}`} aria-hidden="true" />;
}
