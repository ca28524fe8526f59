import type { JSX } from 'preact';
import { assertNever } from '../../../shared/log/assert-never.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { pathTo } from '../app/routes.ts';
import { Sign, type State } from '../parts/sign.tsx';
import { dayOf, timeOf } from '../texts/format.ts';
import { laterWords } from '../texts/later-words.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import type { Shown } from './check-in.ts';

/** What came of a ticket, and that nothing was recorded where nothing was. */
export function VerdictLine({
  shown,
  undone,
}: {
  readonly shown: Shown;
  readonly undone: boolean;
}): JSX.Element {
  return (
    <>
      <Sign state={undone ? 'plain' : STATES[shown.kind]}>{wordsOf(shown, undone)}</Sign>
      {shown.kind === 'other-session' && (
        <a class="quiet-button" href={pathTo.session(shown.session.id)}>
          {ticketWords().verdict.openIt}
        </a>
      )}
    </>
  );
}

const STATES: Record<Shown['kind'], State> = {
  welcome: 'here',
  here: 'waitlisted',
  ended: 'declined',
  'no-seats': 'declined',
  'other-session': 'declined',
  unknown: 'declined',
  'no-ticket': 'declined',
  'no-code': 'declined',
  incomplete: 'to-decide',
};

function wordsOf(shown: Shown, undone: boolean): string {
  const words = ticketWords().verdict;
  switch (shown.kind) {
    case 'welcome':
      return undone ? words.undone(nameOf(shown.row)) : words.welcome(nameOf(shown.row), shown.row.granted);
    case 'here':
      return words.here(nameOf(shown.row), arrivedOf(shown.row));
    case 'ended':
      return words.ended(nameOf(shown.row), laterWords().outcomes[shown.row.outcome]);
    case 'no-seats':
      return words.noSeats(nameOf(shown.row), laterWords().outcomes[shown.row.outcome]);
    case 'other-session': {
      const { title, startsAt } = shown.session;
      return words.otherSession(title, `${dayOf(startsAt)}, ${timeOf(startsAt)}`);
    }
    case 'unknown':
      return words.unknown;
    case 'no-ticket':
      return words.noTicket;
    case 'no-code':
      return words.noCode(shown.code);
    case 'incomplete':
      return words.incomplete;
    default:
      return assertNever(shown);
  }
}

function nameOf(row: ReservationRow): string {
  return row.name ?? laterWords().noName;
}

function arrivedOf({ arrival, granted }: ReservationRow): number {
  return arrival?.kind === 'checked-in' ? arrival.guests : granted;
}
