import {
  Armchair,
  ArrowLeft,
  Backpack,
  CalendarCog,
  CalendarPlus,
  Clock,
  Copy,
  History,
  Lock,
  Plus,
  TriangleAlert,
} from 'lucide';
import type { JSX } from 'preact';
import type { SessionHead } from '../../view/session.ts';
import { pathTo } from '../app/routes.ts';
import { saveCalendar, sessionEntry } from '../files/calendar-entries.ts';
import { FiguresBar } from '../parts/figures-bar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sign } from '../parts/sign.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { dayOf, momentOf, OWN_ZONE, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';

type TopProps = {
  readonly head: SessionHead;
  /** Undefined where nobody takes seats along now, or not this person. */
  readonly onAllot: (() => void) | undefined;
  /** Undefined where its times and whether it takes place are not this person's to change. */
  readonly onChange: (() => void) | undefined;
  /** Undefined where this person schedules no sessions. */
  readonly onCopy: (() => void) | undefined;
  /** Undefined where seats are not this person's to change, or not any more. */
  readonly onSeats: (() => void) | undefined;
  /** Undefined where the session takes no bookings now, or not from this person. */
  readonly onBook: (() => void) | undefined;
};

export function SessionTop({ head, onAllot, onChange, onCopy, onSeats, onBook }: TopProps): JSX.Element {
  const words = laterWords().session;
  const zone =
    head.timeZone === OWN_ZONE
      ? ''
      : ` · ${t().card.zone(timeOf(head.startsAt, head.timeZone), head.timeZone)}`;
  return (
    <header class="session-top">
      <a class="quiet-button back" href={pathTo.today}>
        <Icon of={ArrowLeft} />
        <span>{t().shell.today}</span>
      </a>
      <div class="session-heading">
        <div>
          <h1>{head.title}</h1>
          <p>
            {dayOf(head.startsAt)} ·{' '}
            <span class="together">
              {timeOf(head.startsAt)}–{timeOf(head.endsAt)}
            </span>
            {zone}
          </p>
          <p class="quiet">{head.venue}</p>
        </div>
        <p class={head.figures.left === 0 ? 'card-left none' : 'card-left'}>
          <b>{t().number(head.figures.left)}</b>
          <span>{t().card.left}</span>
        </p>
      </div>
      <FiguresBar figures={head.figures} />
      <div class="card-signs">
        <SeatTypes head={head} />
        <span class="quiet as-of">
          <Icon of={Clock} small />
          {head.asOf ? t().card.asOf(momentOf(head.asOf)) : t().card.neverSynced}
        </span>
        {head.own[0] && (
          <Sign state="guaranteed">
            {fieldWords().allot.sign(t().card.guaranteed(head.guaranteed), momentOf(head.own[0].drawUntil))}
          </Sign>
        )}
        {head.status === 'closed' && (
          <Sign state="plain" icon={Lock}>
            {t().statuses.closed}
          </Sign>
        )}
        {head.status === 'cancelled' && <Sign state="declined">{t().statuses.cancelled}</Sign>}
        {head.figures.over > 0 && <Sign state="overbooked">{t().card.over(head.figures.over)}</Sign>}
        {head.quarantined > 0 && (
          <a class="sign-link" href={pathTo.inbox()}>
            <Sign state="declined">{words.quarantined(head.quarantined)}</Sign>
          </a>
        )}
      </div>
      {head.unreadable && (
        <p class="trouble">
          <Icon of={TriangleAlert} small />
          <span>
            <b>{words.unreadable}</b> {words.unreadableWhy(head.unreadable)}
          </span>
        </p>
      )}
      <div class="session-links">
        {onBook && (
          <div class="thumb">
            <button type="button" class="button main" onClick={onBook}>
              <Icon of={Plus} />
              <span>{words.book}</span>
            </button>
          </div>
        )}
        <a class="quiet-button" href={pathTo.sessionHistory(head.id)}>
          <Icon of={History} />
          <span>{words.history}</span>
        </a>
        <button
          type="button"
          class="quiet-button"
          onClick={() => saveCalendar(head.title, [sessionEntry(head.id, head)])}
        >
          <Icon of={CalendarPlus} />
          <span>{planningWords().toCalendar}</span>
        </button>
        {onAllot && (
          <button type="button" class="quiet-button" onClick={onAllot}>
            <Icon of={Backpack} />
            <span>{fieldWords().allot.open}</span>
          </button>
        )}
        {onSeats && (
          <button type="button" class="quiet-button" onClick={onSeats}>
            <Icon of={Armchair} />
            <span>{words.seats}</span>
          </button>
        )}
        {onChange && (
          <button type="button" class="quiet-button" onClick={onChange}>
            <Icon of={CalendarCog} />
            <span>{fieldWords().session.open}</span>
          </button>
        )}
        {onCopy && (
          <button type="button" class="quiet-button" onClick={onCopy}>
            <Icon of={Copy} />
            <span>{words.copy}</span>
          </button>
        )}
      </div>
    </header>
  );
}

function SeatTypes({ head }: { readonly head: SessionHead }): JSX.Element | null {
  if (head.seatTypes.length < 2) return null;
  return (
    <ul class="by-type quiet">
      {head.seatTypes.map((type) => (
        <li key={type.id}>{t().card.leftByType(type.left, type.label)}</li>
      ))}
    </ul>
  );
}
