import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDaybook } from '../app/daybook.ts';
import { later } from '../app/fetched.tsx';
import { pathTo } from '../app/routes.ts';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { t } from '../texts/texts.ts';
import { type EnrolledOtherwise, troubleIn } from './enrol.tsx';
import type { EnrolmentLink } from './enrolment-link.ts';

const NAME_LIMIT = 80;

/** For a device that is in use: the screens are there by then. */
const UnsentFirst = later(() => import('../device/unsent-first.tsx').then((m) => m.UnsentFirst));

/** What the code of a planner opens. Nothing happens before somebody wants it: what only looks at links uses none up. */
export function EnrolCode({ link }: { readonly link: EnrolmentLink }): JSX.Element {
  const { page, started } = useDaybook();
  const words = t().enrolCode;
  const [name, setName] = useState(matchMedia('(pointer: coarse)').matches ? words.phone : words.computer);
  const [trouble, setTrouble] = useState<string>();
  const [asking, setAsking] = useState(false);
  const inUse = started.value?.kind === 'ready' ? started.value.who.name : undefined;
  const enrol = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (asking) return;
    if (!name.trim()) return setTrouble(t().enrol.missing);
    setAsking(true);
    const outcome = await page.api
      .peek()
      .enrolByCode({ ...link, name: name.trim() })
      .catch((): EnrolledOtherwise => undefined);
    setAsking(false);
    // The device that was open here until now is another one.
    if (outcome === 'enrolled') location.replace(pathTo.today);
    else setTrouble(troubleIn(outcome));
  };
  return (
    <main class="start">
      <p class="app-name">{t().name}</p>
      <h1>{words.title}</h1>
      <p class="quiet">{words.intro}</p>
      {inUse !== undefined && <p>{words.putAway(inUse)}</p>}
      {inUse !== undefined && <UnsentFirst />}
      <form onSubmit={enrol}>
        <TextField
          label={t().enrol.deviceName}
          autocomplete="off"
          maxLength={NAME_LIMIT}
          value={name}
          onValue={setName}
        />
        <Trouble text={trouble} />
        <button type="submit" class="button main" disabled={asking}>
          {asking ? words.asking : words.go}
        </button>
      </form>
    </main>
  );
}
