import { ShieldCheck, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { Icon } from '../parts/icon.tsx';
import { bytesOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';

type Storage = Awaited<ReturnType<ReturnType<typeof useDaybook>['page']['storage']>>;

/** Whether the browser may throw away what is not sent, and how much room there is. */
export function StoragePart(): JSX.Element {
  const { page } = useDaybook();
  const [storage, setStorage] = useState<Storage>();
  const look = (): void => {
    page.storage().then(setStorage, () => undefined);
  };
  useEffect(look, []);
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
      {storage && <p class="quiet">{words.used(bytesOf(storage.used), bytesOf(storage.quota))}</p>}
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
