import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { UsualSession } from '../../../shared/sync/usual-session.ts';
import { say } from '../app/notices.ts';
import { useAsking } from '../desk/asking.ts';
import { Trouble } from '../parts/sign.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { planningWords } from '../texts/planning-words.ts';
import { PolicyFields } from '../today/policy-fields.tsx';
import { useUsualSession } from '../today/usual-session.ts';

const LENGTHS_MINUTES = [30, 45, 60, 90, 120, 180, 240, 480];

/** What a new session begins with, for everybody: it takes the network, and changes no session that there is (W13). */
export function UsualPart(): JSX.Element {
  const words = planningWords().usual;
  const heard = useUsualSession();
  const [draft, setDraft] = useState<UsualSession>();
  const { asking, trouble, ask } = useAsking();
  const usual = draft ?? heard;
  const isHeard = canonicalJson(usual) === canonicalJson(heard);
  // From then on the form follows what others choose.
  useEffect(() => {
    if (isHeard) setDraft(undefined);
  }, [isHeard]);
  const lengths = [...new Set([...LENGTHS_MINUTES, usual.minutes])].sort((a, b) => a - b);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await ask('chooseUsualSession', usual)) say(words.saved);
  };
  return (
    <form class="part" onSubmit={save} noValidate>
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      <label class="field">
        <span>{words.length}</span>
        <select
          value={usual.minutes}
          onChange={({ currentTarget }) => setDraft({ ...usual, minutes: Number(currentTarget.value) })}
        >
          {lengths.map((of) => (
            <option key={of} value={of}>
              {words.minutes(of)}
            </option>
          ))}
        </select>
      </label>
      <Stepper
        label={words.seats}
        value={usual.capacity}
        onChange={(capacity) => setDraft({ ...usual, capacity })}
      />
      <PolicyFields value={usual.policy} onChange={(policy) => setDraft({ ...usual, policy })} />
      <Trouble text={trouble} />
      <button type="submit" class="button main" disabled={asking}>
        {words.save}
      </button>
    </form>
  );
}
