import type { JSX } from 'preact';
import type { ReservationRow } from '../../view/session.ts';
import type { ListName } from '../../view/session-lists.ts';
import { useMay } from '../app/permitted.ts';
import { MarksLine } from '../parts/marks-line.tsx';
import { Empty } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { ArrivalButton } from './arrival-button.tsx';
import { ReservationSigns } from './reservation-signs.tsx';
import type { Shown } from './shown.ts';

type ListProps = {
  readonly view: Shown;
  readonly list: ListName;
  readonly filtered: boolean;
  readonly onOpen: (reservation: ReservationRow['key']) => void;
};

export function ReservationList({ view, list, filtered, onOpen }: ListProps): JSX.Element {
  const { head, rows } = view;
  const atTheDoor = list === 'check-in' && !head.unreadable;
  const mayCheckIn = useMay()('CheckInGuest');
  if (rows.length === 0)
    return filtered ? <p class="quiet">{laterWords().session.nobodyFits}</p> : <Nobody list={list} />;
  return (
    <>
      <ul class="lines">
        {rows.map((row) => (
          <li key={row.key} class={row.ended ? 'line ended' : 'line'}>
            <button type="button" class="line-main" onClick={() => onOpen(row.key)}>
              <Line row={row} marked={list !== 'check-in' || row.provisional} />
            </button>
            {atTheDoor && mayCheckIn && <ArrivalButton sessionId={head.id} row={row} />}
          </li>
        ))}
      </ul>
      {head.more > 0 && <p class="quiet">{laterWords().session.more(head.more)}</p>}
    </>
  );
}

/** At the door the marks stand aside, unless the booking may still change. */
function Line({ row, marked }: { readonly row: ReservationRow; readonly marked: boolean }): JSX.Element {
  return (
    <>
      <span class="line-name">{row.name ?? laterWords().noName}</span>
      <span class="line-party">{laterWords().party(row.party)}</span>
      <span class="line-signs">
        <ReservationSigns row={row} />
      </span>
      {marked && <MarksLine marks={row.marks} />}
    </>
  );
}

function Nobody({ list }: { readonly list: ListName }): JSX.Element {
  const words = laterWords().session;
  switch (list) {
    case 'bookings':
      return <Empty what={words.noBookings} todo={words.noBookingsTodo} />;
    case 'waitlist':
      return <Empty what={words.noWaitlist} todo={words.noWaitlistTodo} />;
    case 'check-in':
      return <Empty what={words.noArrivals} todo={words.noArrivalsTodo} />;
  }
}
