import type { JSX } from 'preact';
import type { Figures } from '../../view/figures.ts';
import { t } from '../texts/texts.ts';

/** Taken, allotted, held, offered and left as one bar, with the numbers under it: the bar itself is only decoration. */
export function FiguresBar({ figures }: { readonly figures: Figures }): JSX.Element {
  const { taken, allotted, held, offered, left, capacity } = figures;
  const whole = Math.max(capacity, taken + allotted + held + offered, 1);
  const width = (part: number): { width: string } => ({ width: `${(100 * part) / whole}%` });
  return (
    <div class="figures">
      <div class="bar" aria-hidden="true">
        <span class="taken" style={width(taken)} />
        <span class="allotted" style={width(allotted)} />
        <span class="held" style={width(held + offered)} />
      </div>
      <p class="bar-numbers">
        <Tally of={taken} word={t().card.taken} kind="taken" />
        {allotted > 0 && <Tally of={allotted} word={t().card.allotted} kind="allotted" />}
        {held > 0 && <Tally of={held} word={t().card.held} kind="held" />}
        {offered > 0 && <Tally of={offered} word={t().card.offered} kind="held" />}
        <Tally of={left} word={t().card.left} kind="left" />
        <span class="quiet">{t().card.of(capacity)}</span>
      </p>
    </div>
  );
}

function Tally({
  of,
  word,
  kind,
}: {
  readonly of: number;
  readonly word: string;
  readonly kind: string;
}): JSX.Element {
  return (
    <span class="bar-number">
      <span class={`swatch ${kind}`} aria-hidden="true" />
      <b>{t().number(of)}</b> {word}
    </span>
  );
}
