import { Clock, Lock } from 'lucide';
import type { JSX } from 'preact';
import type { SessionCard as Card } from '../../view/board.ts';
import { pathTo } from '../app/routes.ts';
import { FiguresBar } from '../parts/figures-bar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { momentOf, timeOf, timeThere } from '../texts/format.ts';
import { t } from '../texts/texts.ts';

type CardProps = { readonly card: Card; readonly asOf: string | null; readonly chosen: boolean };

/** One line of the book: when, what, where, and the seats left as the largest thing on it. */
export function SessionCard({ card, asOf, chosen }: CardProps): JSX.Element {
  const words = t().card;
  const { figures, seatTypes } = card;
  return (
    <a
      class={`card ${card.status}`}
      href={pathTo.session(card.key)}
      aria-current={chosen ? 'true' : undefined}
    >
      <span class="card-time">
        <b>{timeOf(card.startsAt)}</b>
        <span class="quiet">{timeOf(card.endsAt)}</span>
      </span>
      <span class="card-what">
        <span class="card-title">{card.title}</span>
        <span class="quiet">
          {card.venue}
          {timeThere(card)}
        </span>
      </span>
      <SeatsLeft card={card} />
      <div class="card-figures">
        <FiguresBar figures={figures} />
        {seatTypes.length > 1 && (
          <span class="by-type quiet">
            {seatTypes.map((type) => (
              <span key={type.id}>{words.leftByType(type.left, type.label)}</span>
            ))}
          </span>
        )}
        <span class="card-signs">
          <span class="quiet as-of">
            <Icon of={Clock} small />
            {asOf ? words.asOf(momentOf(asOf)) : words.neverSynced}
          </span>
          {card.guaranteed > 0 && <Sign state="guaranteed">{words.guaranteed(card.guaranteed)}</Sign>}
          {card.waiting > 0 && <Sign state="waitlisted">{words.waiting(card.waiting)}</Sign>}
          {card.provisional > 0 && <Sign state="provisional">{words.provisional(card.provisional)}</Sign>}
          {figures.over > 0 && <Sign state="overbooked">{words.over(figures.over)}</Sign>}
          {card.status === 'closed' && (
            <Sign state="plain" icon={Lock}>
              {t().statuses.closed}
            </Sign>
          )}
          {card.status === 'cancelled' && <Sign state="declined">{t().statuses.cancelled}</Sign>}
          {!card.readable && <Sign state="to-decide">{words.unreadable}</Sign>}
        </span>
      </div>
    </a>
  );
}

function SeatsLeft({ card }: { readonly card: Card }): JSX.Element {
  return (
    <span class={card.figures.left === 0 ? 'card-left none' : 'card-left'}>
      <b>{t().number(card.figures.left)}</b>
      <span>{t().card.left}</span>
    </span>
  );
}
