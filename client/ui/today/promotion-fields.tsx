import type { JSX } from 'preact';
import type { Policy } from '../../../shared/booking/events.ts';
import { fieldWords } from '../texts/field-words.ts';

export type Promotion = Pick<Policy, 'promotion' | 'offerMinutes'>;

const MINUTES = [15, 30, 60, 120, 240] as const;

type Props = { readonly value: Promotion; readonly onChange: (promotion: Promotion) => void };

/** What becomes of seats that are given back while somebody waits. */
export function PromotionFields({ value, onChange }: Props): JSX.Element {
  const words = fieldWords().offer;
  return (
    <>
      <label class="field">
        <span>{words.policy}</span>
        <select
          value={value.promotion}
          onChange={(event) =>
            onChange({ ...value, promotion: event.currentTarget.value as Promotion['promotion'] })
          }
        >
          <option value="at-once">{words.atOnce}</option>
          <option value="offer">{words.keep}</option>
        </select>
      </label>
      {value.promotion === 'offer' && (
        <label class="field">
          <span>{words.within}</span>
          <select
            value={value.offerMinutes}
            onChange={(event) => onChange({ ...value, offerMinutes: Number(event.currentTarget.value) })}
          >
            {MINUTES.map((of) => (
              <option key={of} value={of}>
                {words.minutes(of)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
