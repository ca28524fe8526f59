import type { JSX } from 'preact';
import { Stepper } from '../parts/stepper.tsx';
import { planningWords } from '../texts/planning-words.ts';
import { PolicyFields } from '../today/policy-fields.tsx';
import { chooseUsual, usualSession } from '../today/usual-session.ts';

const LENGTHS_MINUTES = [30, 45, 60, 90, 120, 180, 240, 480];

/** What a new session begins with here: it counts from the moment it is chosen, and changes no session that there is. */
export function UsualPart(): JSX.Element {
  const words = planningWords().usual;
  const usual = usualSession.value;
  const lengths = [...new Set([...LENGTHS_MINUTES, usual.minutes])].sort((a, b) => a - b);
  return (
    <section class="part">
      <h2>{words.title}</h2>
      <p class="quiet">{words.about}</p>
      <label class="field">
        <span>{words.length}</span>
        <select
          value={usual.minutes}
          onChange={({ currentTarget }) => chooseUsual({ ...usual, minutes: Number(currentTarget.value) })}
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
        onChange={(capacity) => chooseUsual({ ...usual, capacity })}
      />
      <PolicyFields value={usual.policy} onChange={(policy) => chooseUsual({ ...usual, policy })} />
    </section>
  );
}
