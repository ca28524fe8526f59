import { RefreshCw } from 'lucide';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { Icon } from '../parts/icon.tsx';
import { deviceWords } from '../texts/device-words.ts';

/** Which version this is, whether there is a newer one, and the way to it (rule 11). */
export function VersionPart(): JSX.Element {
  const { page } = useDaybook();
  const [looked, setLooked] = useState<'looking' | 'none' | 'offline'>();
  const words = deviceWords().version;
  const ready = page.updateReady.value;
  const look = async (): Promise<void> => {
    setLooked('looking');
    setLooked(await page.lookForUpdate());
  };
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p>
        {words.version} <b>{page.version}</b>
      </p>
      <p role="status">{ready ? words.ready : looked && words[looked]}</p>
      {ready ? (
        <button type="button" class="button" onClick={page.putInUpdate}>
          {words.putIn}
        </button>
      ) : (
        <button type="button" class="button" disabled={looked === 'looking'} onClick={() => void look()}>
          <Icon of={RefreshCw} />
          <span>{words.look}</span>
        </button>
      )}
    </section>
  );
}
