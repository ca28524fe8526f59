import { Check as CheckIcon, CircleDashed, RefreshCw, TriangleAlert } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeviceHead } from '../../view/device.ts';
import { useDaybook } from '../app/daybook.ts';
import { compareClocks } from '../app/device-clock.ts';
import { Icon } from '../parts/icon.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { type Check, type Looked, readiness } from './readiness.ts';

/** What to look at before one goes out of reach, each with its number (field-app rule 4). */
export function ReadyPart({ head }: { readonly head: DeviceHead }): JSX.Element {
  const daybook = useDaybook();
  const { page } = daybook;
  const [looked, setLooked] = useState<Looked>({});
  const look = (): void => {
    page.storage().then(
      (storage) => setLooked((before) => ({ ...before, storage })),
      () => undefined,
    );
    void compareClocks(daybook).then((skew) => setLooked((before) => ({ ...before, skew: skew ?? null })));
  };
  useEffect(look, [head.sync.state]);
  const words = fieldWords().ready;
  const updateReady = page.updateReady.value;
  const checks = readiness(head, looked, { version: page.version, updateReady });
  const open = checks.filter(({ stands }) => stands !== 'yes').length;
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p role="status">{open === 0 ? words.ready : words.notReady(open)}</p>
      <ul class="lines checks">
        {checks.map((check) => (
          <Line key={check.name} check={check} />
        ))}
      </ul>
      {updateReady && (
        <button type="button" class="button" onClick={page.putInUpdate}>
          {words.putIn}
        </button>
      )}
      <button type="button" class="quiet-button" onClick={look}>
        <Icon of={RefreshCw} small />
        <span>{words.again}</span>
      </button>
    </section>
  );
}

const SIGNS = {
  yes: { icon: CheckIcon, state: 'guaranteed' },
  no: { icon: TriangleAlert, state: 'provisional' },
  unknown: { icon: CircleDashed, state: 'plain' },
} as const;

function Line({ check: { name, stands, says } }: { readonly check: Check }): JSX.Element {
  const { icon, state } = SIGNS[stands];
  return (
    <li class="line check-line">
      <span class={`sign ${state}`}>
        <Icon of={icon} small />
        <span>{fieldWords().ready[stands]}</span>
      </span>
      <span>
        <b>{name}</b>
        <span class="quiet">{says}</span>
      </span>
    </li>
  );
}
