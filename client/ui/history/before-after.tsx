import { ArrowRight } from 'lucide';
import type { JSX } from 'preact';
import type { Outcome } from '../../../shared/booking/session.ts';
import type { HistoryEntry, Standing } from '../../view/history-entry.ts';
import { Icon } from '../parts/icon.tsx';
import { t } from '../texts/texts.ts';

/** Before | after side by side; what changed is marked by weight and by the arrow, not by colour alone. */
export function BeforeAfter({ entry }: { readonly entry: HistoryEntry }): JSX.Element | null {
  const { before, after, left } = entry;
  const changed = left.filter((type) => type.before !== type.after);
  const [from, to] = [standing(before), standing(after)];
  if (from === to && changed.length === 0) return null;
  const words = t().history;
  return (
    <table class="before-after">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {from !== to && <Row name={words.booking} from={from} to={to} />}
        {changed.map((type) => (
          <Row
            key={type.label}
            name={words.left(type.label)}
            from={t().number(type.before)}
            to={t().number(type.after)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { readonly name: string; readonly from: string; readonly to: string }): JSX.Element {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>{props.from}</td>
      <td class="changed">
        <Icon of={ArrowRight} small />
        {props.to}
      </td>
    </tr>
  );
}

function standing(at: Standing | null): string {
  const { history, outcomes, party, session } = t();
  if (!at) return history.nothing;
  const word = outcomes[at.outcome as Outcome];
  const seats = at.granted.length > 0 ? party(at.granted) : '';
  const arrival = { 'checked-in': history.arrived, 'no-show': history.didNotCome };
  return [word, seats, at.place && session.place(at.place), at.arrival && arrival[at.arrival]]
    .filter(Boolean)
    .join(' · ');
}
