import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { ListName } from '../../view/session-lists.ts';
import { useMay } from '../app/permitted.ts';
import { Lines } from '../parts/long-list.tsx';
import { MarksLine } from '../parts/marks-line.tsx';
import { Empty } from '../parts/sign.tsx';
import { laterWords } from '../texts/later-words.ts';
import { ArrivalButton } from './arrival-button.tsx';
import { ReservationSigns } from './reservation-signs.tsx';
import type { Shown } from './shown.ts';

type ListProps = {
  readonly view: Shown;
  readonly filtered: boolean;
  readonly onOpen: (reservation: ReservationRow['key']) => void;
  readonly onShown: (first: number, last: number) => void;
};

export function ReservationList({ view, filtered, onOpen, onShown }: ListProps): JSX.Element {
  const { head, rows } = view;
  const { list, total, from } = head;
  const mayCheckIn = useMay()('CheckInGuest') && list === 'check-in' && !head.unreadable;
  const line = useCallback(
    (row: ReservationRow) => (
      <>
        <button type="button" class="line-main" onClick={() => onOpen(row.key)}>
          <Line row={row} marked={list !== 'check-in' || row.provisional} />
        </button>
        {mayCheckIn && <ArrivalButton sessionId={head.id} row={row} />}
      </>
    ),
    [head.id, list, mayCheckIn, onOpen],
  );
  if (total === 0)
    return filtered ? <p class="quiet">{laterWords().session.nobodyFits}</p> : <Nobody list={list} />;
  return <Lines key={list} likely={LIKELY} {...{ rows, from, total, item, line, onShown }} />;
}

/** On a phone a line has four rows of text, else three. */
const LIKELY = { wide: 92, narrow: 115 };

function item({ ended }: ReservationRow): { class: string } {
  return { class: ended ? 'line ended' : 'line' };
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
