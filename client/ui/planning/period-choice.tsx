import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dayIn } from '../../view/calendar-day.ts';
import { Trouble } from '../parts/sign.tsx';
import { TextField } from '../parts/text-field.tsx';
import { OWN_ZONE } from '../texts/format.ts';
import { planningWords } from '../texts/planning-words.ts';
import { firstWeekday } from './figures-format.ts';
import {
  MOST_DAYS,
  type Period,
  periodBetween,
  periodOf,
  USUAL_PERIODS,
  type UsualPeriod,
} from './period.ts';

type Props = { readonly period: Period; readonly onChoose: (period: Period) => void };

/** A week or a month by one tap, any other time by its first and last day. */
export function PeriodChoice({ period, onChoose }: Props): JSX.Element {
  const [chosen, setChosen] = useState<UsualPeriod | 'own'>('week');
  const [typed, setTyped] = useState<Period>();
  const words = planningWords().dayFigures;
  const choose = (next: UsualPeriod | 'own'): void => {
    setChosen(next);
    setTyped(next === 'own' ? period : undefined);
    if (next !== 'own') onChoose(periodOf(next, dayIn(OWN_ZONE, new Date().toISOString()), firstWeekday()));
  };
  const type = (next: Period): void => {
    setTyped(next);
    const between = periodBetween(next.from, next.to);
    if (between) onChoose(between);
  };
  return (
    <>
      <fieldset class="choice">
        <legend>{words.period}</legend>
        {([...USUAL_PERIODS, 'own'] as const).map((name) => (
          <label key={name}>
            <input type="radio" name="period" checked={chosen === name} onChange={() => choose(name)} />
            <span>{words.periods[name]}</span>
          </label>
        ))}
      </fieldset>
      {typed && (
        <div class="pair">
          <TextField
            label={words.from}
            type="date"
            value={typed.from}
            onValue={(from) => type({ ...typed, from })}
          />
          <TextField label={words.to} type="date" value={typed.to} onValue={(to) => type({ ...typed, to })} />
        </div>
      )}
      <Trouble
        text={typed && !periodBetween(typed.from, typed.to) ? words.wrongPeriod(MOST_DAYS) : undefined}
      />
    </>
  );
}
