import { Undo2, UserCheck } from 'lucide';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SessionId } from '../../../shared/log/ids.ts';
import type { ReservationRow } from '../../view/reservation-row.ts';
import { useDo } from '../app/submitting.ts';
import { Icon } from '../parts/icon.tsx';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';

type Props = { readonly sessionId: SessionId; readonly row: ReservationRow };

/** One tap at the door, and one to take it back. */
export function ArrivalButton({ sessionId, row }: Props): JSX.Element {
  const { saving, doIt } = useDo();
  const { said } = t();
  const { reservation } = laterWords();
  const name = row.name ?? laterWords().noName;
  const on = { sessionId, reservationId: row.key };
  const button = useRef<HTMLButtonElement>(null);
  // The line is taller once somebody is here: who works by keyboard still sees where they are.
  useEffect(() => {
    if (button.current === document.activeElement) button.current?.scrollIntoView({ block: 'nearest' });
  }, [row.arrival]);
  if (row.arrival) {
    return (
      <button
        ref={button}
        type="button"
        class="quiet-button"
        aria-disabled={saving}
        aria-label={`${reservation.undoCheckIn}: ${name}`}
        onClick={() => doIt({ type: 'RevertCheckIn', ...on }, said.checkInUndone(name))}
      >
        <Icon of={Undo2} />
        <span>{reservation.undoCheckIn}</span>
      </button>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      class="button"
      aria-disabled={saving}
      aria-label={`${reservation.checkIn}: ${name}`}
      onClick={() => doIt({ type: 'CheckInGuest', ...on, guests: row.granted }, said.checkedIn(name))}
    >
      <Icon of={UserCheck} />
      <span>{reservation.checkIn}</span>
    </button>
  );
}
