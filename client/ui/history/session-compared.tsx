import type { JSX } from 'preact';
import type { SessionThen } from '../../view/moment.ts';
import { momentOf } from '../texts/format.ts';
import { historyWords } from '../texts/history-words.ts';
import { t } from '../texts/texts.ts';

type Props = {
  readonly sides: readonly string[];
  readonly from: SessionThen | null;
  readonly to: SessionThen | null;
};

/** A session at two moments, side by side; on a phone one below the other. What changed has a word, not only a colour. */
export function SessionCompared({ sides: [first = '', second = ''], from, to }: Props): JSX.Element {
  const [before, after] = [factsOf(from), factsOf(to)];
  return (
    <div class="sides">
      <Side name={first} facts={before} other={after} />
      <Side name={second} facts={after} other={before} isNewer />
    </div>
  );
}

type SideProps = {
  readonly name: string;
  readonly facts: Facts;
  readonly other: Facts;
  readonly isNewer?: boolean;
};

function Side({ name, facts, other, isNewer = false }: SideProps): JSX.Element {
  const words = historyWords().moment;
  return (
    <section class="side" aria-label={name}>
      <h2>{name}</h2>
      {facts.size === 0 && <p class="quiet">{words.nothing}</p>}
      <dl>
        {[...facts].map(([label, text]) => {
          const changed = other.get(label) !== text;
          return (
            <div key={label} class={changed ? 'side-fact changed' : 'side-fact'}>
              <dt class="side-label">{label}</dt>
              <dd class="side-value">
                {text}
                {changed && isNewer && <span class="changed-word"> {words.changed}</span>}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Label to text; nothing of a session that is not there yet. */
type Facts = ReadonlyMap<string, string>;

export function factsOf(then: SessionThen | null): Facts {
  const facts = new Map<string, string>();
  if (!then) return facts;
  const words = historyWords().moment;
  const { number } = t();
  facts.set(words.status, t().statuses[then.status]);
  facts.set(words.name, then.title);
  facts.set(words.venue, then.venue);
  facts.set(words.time, `${momentOf(then.startsAt)} – ${momentOf(then.endsAt)}`);
  for (const { label, capacity, taken, held, offered, allotted, left } of then.seatTypes) {
    facts.set(words.capacity(label), number(capacity));
    facts.set(words.taken(label), number(taken));
    if (held + offered + allotted > 0) facts.set(words.apart(label), number(held + offered + allotted));
    facts.set(words.left(label), number(left));
  }
  facts.set(words.parties, number(then.parties));
  facts.set(words.waiting, number(then.waiting));
  return facts;
}
