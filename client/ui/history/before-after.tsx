import { ArrowRight } from 'lucide';
import type { JSX } from 'preact';
import type { Outcome } from '../../../shared/booking/reservation.ts';
import type { HistoryEntry, Standing } from '../../view/history-entry.ts';
import { Icon } from '../parts/icon.tsx';
import { laterWords } from '../texts/later-words.ts';

/** Before | after side by side; what changed is marked by weight, not by colour alone. */
export function BeforeAfter({ entry }: { readonly entry: HistoryEntry }): JSX.Element | null {
  const changed = entry.left.filter((type) => type.before !== type.after);
  const [from, to] = [standingText(entry.before), standingText(entry.after)];
  const sameStanding = from === to;
  if (sameStanding && changed.length === 0) return null;
  const words = laterWords().history;
  const side = (
    name: string,
    stands: string,
    left: (type: (typeof changed)[number]) => number,
  ): JSX.Element => (
    <div>
      <dt>{name}</dt>
      {!sameStanding && <dd>{stands}</dd>}
      {changed.map((type) => (
        <dd key={type.label}>{words.left(type.label, left(type))}</dd>
      ))}
    </div>
  );
  return (
    <dl class="before-after">
      {side(words.before, from, (type) => type.before)}
      <Icon of={ArrowRight} small />
      {side(words.after, to, (type) => type.after)}
    </dl>
  );
}

export function standingText(at: Standing | null): string {
  const { history, outcomes, party, session } = laterWords();
  if (!at) return history.nothing;
  const arrival = { 'checked-in': history.arrived, 'no-show': history.didNotCome };
  const parts = [
    outcomes[at.outcome as Outcome],
    at.granted.length > 0 && party(at.granted),
    at.place && session.place(at.place),
    at.arrival && arrival[at.arrival],
  ];
  return parts.filter(Boolean).join(' · ');
}
