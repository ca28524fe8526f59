import {
  ArrowRightLeft,
  Check,
  History,
  Pencil,
  Ticket,
  Trash2,
  Undo2,
  UserCheck,
  UserMinus,
  Users,
  UserX,
} from 'lucide';
import type { JSX } from 'preact';
import type { ReservationRow } from '../../view/reservation-row.ts';
import type { SessionHead } from '../../view/session.ts';
import { useMay } from '../app/permitted.ts';
import { pathTo } from '../app/routes.ts';
import { useDo } from '../app/submitting.ts';
import { keepsItsParty } from '../booking/guest-form.tsx';
import { Icon } from '../parts/icon.tsx';
import { closeSheet } from '../parts/sheet.tsx';
import { fieldWords } from '../texts/field-words.ts';
import { laterWords } from '../texts/later-words.ts';
import { t } from '../texts/texts.ts';
import { ticketWords } from '../texts/ticket-words.ts';
import { Action } from './action.tsx';
import { LineActions } from './line-actions.tsx';
import { OfferAnswer } from './offer-answer.tsx';
import type { SheetMode } from './shown.ts';

type Props = {
  readonly head: SessionHead;
  readonly row: ReservationRow;
  readonly onMode: (mode: SheetMode) => void;
};

/** What can be done with a booking as it stands now; what cannot is not offered. */
export function ReservationActions({ head, row, onMode }: Props): JSX.Element {
  const { saving, doIt } = useDo();
  const may = useMay();
  const { said } = t();
  const { reservation: words } = laterWords();
  const name = row.name ?? laterWords().noName;
  const on = { sessionId: head.id, reservationId: row.key };
  const holds = !row.ended && row.granted > 0;
  const live = !row.ended && !head.unreadable;
  const act = async (draft: Parameters<typeof doIt>[0], saved: string): Promise<void> => {
    if (await doIt(draft, saved)) closeSheet();
  };
  return (
    <div class="actions">
      {live && row.offer && may('AcceptOffer') && <OfferAnswer sessionId={head.id} row={row} />}
      {live && holds && !row.offer && !row.confirmed && may('ConfirmReservation') && (
        <Action
          icon={Check}
          word={words.confirm}
          main
          disabled={saving}
          onClick={() => act({ type: 'ConfirmReservation', ...on }, said.confirmed(name))}
        />
      )}
      {live && holds && !row.arrival && may('CheckInGuest') && (
        <>
          <Action
            icon={UserCheck}
            word={words.checkInAll(row.granted)}
            disabled={saving}
            onClick={() => act({ type: 'CheckInGuest', ...on, guests: row.granted }, said.checkedIn(name))}
          />
          {row.granted > 1 && (
            <Action icon={UserMinus} word={words.someCame} onClick={() => onMode('arrive')} />
          )}
          <Action
            icon={UserX}
            word={words.noShow}
            disabled={saving}
            onClick={() => act({ type: 'MarkNoShow', ...on }, said.noShow(name))}
          />
        </>
      )}
      {!head.unreadable && row.arrival && may('RevertCheckIn') && (
        <Action
          icon={Undo2}
          word={row.arrival.kind === 'no-show' ? words.undoNoShow : words.undoCheckIn}
          disabled={saving}
          onClick={() => act({ type: 'RevertCheckIn', ...on }, said.checkInUndone(name))}
        />
      )}
      {holds && (
        <a class="button" href={pathTo.ticket(head.id, row.key)}>
          <Icon of={Ticket} />
          <span>{ticketWords().open}</span>
        </a>
      )}
      {live && head.status === 'open' && may('ReserveSeats') && (
        <Action icon={Users} word={words.change} onClick={() => onMode('party')} />
      )}
      {live && head.status === 'open' && keepsItsParty(row) && may('ReserveSeats') && (
        <Action icon={Pencil} word={words.changeGuest} onClick={() => onMode('guest')} />
      )}
      {live && holds && may('MoveReservation') && (
        <Action icon={ArrowRightLeft} word={fieldWords().move.open} onClick={() => onMode('move')} />
      )}
      {live && row.place !== null && <LineActions head={head} row={row} onLeave={() => onMode('leave')} />}
      {live && may('CancelReservation') && (
        <Action icon={Trash2} word={words.cancel} onClick={() => onMode('cancel')} />
      )}
      <a class="quiet-button" href={pathTo.sessionHistory(head.id)}>
        <Icon of={History} />
        <span>{words.history}</span>
      </a>
    </div>
  );
}
