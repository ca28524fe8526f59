import type { JSX } from 'preact';
import type { Policy } from '../../../shared/booking/events.ts';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';

const MINUTES = [15, 30, 60, 120, 240] as const;

const SHORTFALLS = ['waitlist', 'partial', 'refuse'] as const;

type Props = { readonly value: Policy; readonly onChange: (policy: Policy) => void };

/** What becomes of a party that does not fit, and of seats that are given back while somebody waits. */
export function PolicyFields({ value, onChange }: Props): JSX.Element {
  const words = fieldWords().offer;
  const { full, shortfall } = laterWords().newSession;
  return (
    <>
      <label class="field">
        <span>{full}</span>
        <select
          value={value.shortfall}
          onChange={(event) =>
            onChange({ ...value, shortfall: event.currentTarget.value as Policy['shortfall'] })
          }
        >
          {SHORTFALLS.map((code) => (
            <option key={code} value={code}>
              {shortfall[code]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{words.policy}</span>
        <select
          value={value.promotion}
          onChange={(event) =>
            onChange({ ...value, promotion: event.currentTarget.value as Policy['promotion'] })
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
            {[...new Set([...MINUTES, value.offerMinutes])].map((of) => (
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
